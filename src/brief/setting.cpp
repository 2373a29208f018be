#include "brief/setting.hpp"

#include <fmt/core.h>

#include <map>

#include "record/usual_names.hpp"

namespace dedere::brief {
namespace {

using record::Row;

std::string state_name(Row row) {
  const auto article = row.cell("article"), name = row.cell("name");
  return article.empty() ? std::string(name) : fmt::format("{} {}", article, name);
}

class Namer {
 public:
  Namer(const language::Program& program, const record::Package& record) : program_(program), record_(record) {}

  void states() const {
    each("states", [&](Row row) { name(row, state_name(row)); });
  }

  // As they are mostly called, where the record says how.
  void persons() const {
    const auto usual = record::usual_names(record_.as_known({}));
    each("persons", [&](Row row) {
      if (const auto found = usual.find(row.id()); found != usual.end()) name(row, std::string(found->second));
    });
  }

  // By day; where a person has two of one day, by number too.
  void warrants() const {
    std::map<std::pair<std::string_view, std::string_view>, int> count;
    each("warrants", [&](Row row) { ++count[{row.cell("person"), row.cell("issued")}]; });
    each("warrants", [&](Row row) {
      const auto day = row.date("issued");
      if (!day) return;
      const auto number = row.cell("document").empty() ? row.id() : row.cell("document");
      const bool alone = count[{row.cell("person"), row.cell("issued")}] == 1;
      name(row, alone ? fmt::format("the warrant of {}", day->words()) : fmt::format("the warrant of {} ({})", day->words(), number));
    });
  }

  void findings() const {
    each("findings", [&](Row row) {
      const auto day = row.edtf("decided");
      const auto state = record_.follow(row, "state");
      if (day && state) name(row, fmt::format("the decision of {} on {}", day->words(), state_name(*state)));
    });
  }

  void visits() const {
    each("visits", [&](Row row) {
      const auto day = row.edtf("from");
      const auto state = record_.follow(row, "state");
      if (day && state) name(row, fmt::format("the journey to {} of {}", state_name(*state), day->words()));
    });
  }

 private:
  template <class Use>
  void each(const char* table, const Use& use) const {
    if (const auto* t = record_.table(table))
      for (const auto row : t->rows()) use(row);
  }
  void name(Row row, const std::string& shown) const {
    const auto& mapping = row.table().schema().entity;
    if (!mapping) return;
    if (const auto value = entity(program_, mapping->type, row.id())) program_.values.name(*value, shown);
  }
  const language::Program& program_;
  const record::Package& record_;
};

}  // namespace

std::optional<language::Value> entity(const language::Program& program, std::string_view type, std::string_view id) {
  const auto found = program.find_type(type);
  return found ? program.values.find_entity(*found, id) : std::nullopt;
}

void name_rows(const language::Program& program, const record::Package& record) {
  const Namer namer(program, record);
  namer.states();
  namer.persons();
  namer.warrants();
  namer.findings();
  namer.visits();
}

}  // namespace dedere::brief
