#include "record/facts.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace dedere::record {
namespace {

using time::Date, time::Edtf, time::Instant, time::Interval, time::IntervalSet, time::KnownTime;

// How one mapping turns rows of one table into facts.
class Mapper {
 public:
  Mapper(const View& view, const Table& table, const FactMapping& mapping) : view_(view), table_(table), mapping_(mapping) {
    for (const auto column : mapping.arguments) entity_types_.push_back(entity_type(column));
  }

  std::optional<RecordFact> fact(Row row) const {
    if (!applies(row)) return std::nullopt;
    RecordFact fact{.predicate = mapping_.predicate, .arguments = {}, .when = {}, .imprecise = false, .denied = mapping_.denied, .known = {Instant::first()}, .row = row};
    std::optional<Date> last_told;
    fact.arguments.reserve(mapping_.arguments.size());
    for (std::size_t i = 0; i < mapping_.arguments.size(); ++i) {
      fact.arguments.push_back(argument(row, i, fact.imprecise));
      if (const auto* day = std::get_if<Date>(&fact.arguments.back()); day != nullptr && (!last_told || *last_told < *day)) last_told = *day;
    }
    fact.when = when(row, fact.imprecise);
    const auto known = known_day(row, last_told);
    if (known) fact.known = {Instant::start_of(*known)};
    if (known && view_.day() && *view_.day() < *known) return std::nullopt;
    return fact;
  }

 private:
  [[nodiscard]] bool applies(Row row) const {
    const auto filled = [&](Column column) { return !row.cell(column).empty(); };
    const auto met = [&](const auto& condition) { return std::ranges::find(condition.second, row.cell(condition.first)) != condition.second.end(); };
    return std::ranges::all_of(mapping_.arguments, filled) && std::ranges::all_of(mapping_.when, met);
  }

  // Blank where the column is no entity.
  [[nodiscard]] std::string_view entity_type(Column column) const {
    const auto type_of = [](const Table* there) { return there != nullptr && there->schema().entity ? std::string_view(there->schema().entity->type) : std::string_view(); };
    if (table_.schema().key == column) return type_of(&table_);
    for (const auto& reference : table_.schema().references) if (reference.column == column) return type_of(view_.package().table(reference.table));
    return {};
  }

  [[nodiscard]] Argument argument(Row row, std::size_t i, bool& imprecise) const {
    const auto cell = row.cell(mapping_.arguments[i]);
    if (!entity_types_[i].empty()) return EntityId{cell, entity_types_[i]};
    const auto type = table_.schema().fields[mapping_.arguments[i]].type;
    if (type == FieldType::integer) {
      std::int64_t number = 0;
      std::from_chars(cell.data(), cell.data() + cell.size(), number);
      return number;
    }
    if (type == FieldType::date || type == FieldType::edtf) return days(cell, imprecise)->last;
    return cell;
  }

  // None of a blank cell. The cells were checked on loading.
  static std::optional<Edtf> days(std::string_view cell, bool& imprecise) {
    const auto days = Edtf::parse(cell);
    if (days && days->precision != Edtf::Precision::day) imprecise = true;
    return days;
  }

  [[nodiscard]] IntervalSet when(Row row, bool& imprecise) const {
    const auto from = mapping_.from ? days(row.cell(*mapping_.from), imprecise) : std::nullopt;
    const auto to = mapping_.to && end_is_known(row) ? days(row.cell(*mapping_.to), imprecise) : std::nullopt;
    if (mapping_.from && mapping_.to && !from && !to) imprecise = true;
    if (from && to) return IntervalSet::days(from->first, to->last);
    if (from) return IntervalSet::from(Instant::start_of(from->first));
    if (to) return IntervalSet::before(Instant::start_of(to->last + time::days{1}));
    return IntervalSet::always();
  }

  // A view from before the end of an office does not tell when it will end.
  [[nodiscard]] bool end_is_known(Row row) const {
    const auto since = view_.day() && mapping_.to_known ? Edtf::parse(row.cell(*mapping_.to_known)) : std::nullopt;
    return !since || since->last <= *view_.day();
  }

  [[nodiscard]] std::optional<Date> known_day(Row row, std::optional<Date> last_told) const {
    const auto rows_own = row.date("known");
    const auto named = mapping_.known ? row.edtf(table_.schema().fields[*mapping_.known].name) : std::nullopt;
    const bool is_rows_own = mapping_.known == table_.schema().column("known");
    const auto since = named ? std::optional(named->last) : is_rows_own ? std::nullopt : last_told;
    return std::max(rows_own, since);  // none comes before any day
  }

  const View& view_;
  const Table& table_;
  const FactMapping& mapping_;
  std::vector<std::string_view> entity_types_;
};

}  // namespace

std::vector<RecordFact> facts(const View& view) {
  std::vector<RecordFact> out;
  for (const auto& table : view.package().tables()) {
    const auto confidence = table.schema().column("confidence");
    std::vector<Mapper> mappers;
    for (const auto& mapping : table.schema().facts) mappers.emplace_back(view, table, mapping);
    if (mappers.empty()) continue;
    for (const auto row : table.rows()) {
      if (!view.shows(row) || (confidence && row.cell(*confidence) == "disputed")) continue;
      for (const auto& mapper : mappers)
        if (auto fact = mapper.fact(row)) out.push_back(*std::move(fact));
    }
  }
  return out;
}

std::vector<RecordEntity> entities(const Package& package) {
  std::vector<RecordEntity> out;
  for (const auto& table : package.tables()) {
    const auto& entity = table.schema().entity;
    if (!entity) continue;
    for (const auto row : table.rows())
      if (table.find(row.id()) == row) out.push_back({{row.id(), entity->type}, row.cell(entity->name), row});
  }
  return out;
}

}  // namespace dedere::record
