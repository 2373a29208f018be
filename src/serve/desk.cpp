#include "serve/desk.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <map>

#include "brief/step.hpp"
#include "names/of_record.hpp"
#include "read/of_record.hpp"

namespace dedere::serve {
namespace {

constexpr std::size_t most_worlds = 12, most_questions = 20'000, most_values = 100'000, most_names = 2'000, most_explained = 40'000;

std::string key_of(const Asked& asked) {
  std::string key = asked.as_known ? asked.as_known->iso() : "";
  for (const auto& fact : asked.suppose) key += '\0' + fact;
  key += '\1';
  for (const auto& [question, answer] : asked.readings) key += question + '=' + answer + '\0';
  return key;
}

names::Typeahead begun_persons(const record::Package& package) {
  std::map<std::string_view, std::vector<std::string>> spellings;
  if (const auto* names = package.table("names")) for (const auto row : names->rows()) spellings[row.cell("person")].emplace_back(row.cell("name"));
  names::Typeahead out;
  if (const auto* persons = package.table("persons")) {
    for (const auto row : persons->rows()) {
      std::vector<std::string> texts{std::string(row.cell("name"))};
      std::ranges::move(spellings[row.id()], std::back_inserter(texts));
      spellings[row.id()].clear();
      out.add(row.id(), texts);
    }
  }
  return out;
}

names::Typeahead begun_states(const record::Package& package) {
  names::Typeahead out;
  const auto* states = package.table("states");
  if (!states) return out;
  for (const auto row : states->rows()) {
    std::vector<std::string> texts{std::string(row.cell("name")), std::string(row.cell("official_name"))};
    for (std::string_view rest = row.cell("other_names"); !rest.empty();) {
      const auto end = rest.find(';');
      texts.emplace_back(rest.substr(0, end));
      rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    }
    out.add(row.id(), texts);
  }
  return out;
}

}  // namespace

Result<std::shared_ptr<const Library>> open_library(const house::Folders& folders, const std::string& lexicon) {
  const auto package = TRY(record::load(folders.record));
  const auto law = TRY(house::read_law(folders));
  const auto house = TRY(house::build(package, law));
  const auto words = TRY(read::Lexicon::load(lexicon + "/en"));
  const auto names = std::make_shared<const names::Lexicon>(TRY(names::Lexicon::load(names::lexicon_on_disk(lexicon + "/names"))));
  return std::shared_ptr<const Library>(new Library{package, law, names::Register::of_persons(package), names::Register::of_states(package), begun_persons(package), begun_states(package), read::Reader(words, read::gazetteer(package.as_known({})), read::spelling(names, package.as_known({}))),
                                                    names::Index(names, names::of_record(package.as_known({}))), folders, house.digests});
}

Result<names::Candidate> Desk::Names::one(const names::Register& all, const std::string& written) {
  if (const auto found = known_.find(written); found != known_.end()) return found->second;
  auto found = TRY(all.one(written));
  if (known_.size() >= most_names) known_.clear();
  known_.emplace(written, found);
  return found;
}

Desk::Desk(std::shared_ptr<const Library> library) : library_(std::move(library)) { begin(); }

void Desk::begin() {
  worlds_.clear();
  uses_.reset();
  auto built = house::build(library_->package, library_->law);
  assert(built);   // as it was when the library was opened
  house_ = std::make_unique<house::House>(*std::move(built));
  asked_ = 0;
  values_ = house_->program.values.entries();
}

Result<const Now*> Desk::now(const Asked& asked) {
  ++asked_;
  const auto key = key_of(asked);
  for (auto at = worlds_.begin(); at != worlds_.end(); ++at) {
    if (at->key != key) continue;
    worlds_.splice(worlds_.begin(), worlds_, at);
    return worlds_.front().now.get();
  }
  auto known = TRY(house::known(*house_, asked, asked.as_known));
  worlds_.push_front({key, std::make_unique<Now>(*house_, std::move(known))});
  if (worlds_.size() > most_worlds) worlds_.pop_back();
  return worlds_.front().now.get();
}

Result<const Uses*> Desk::uses() {
  if (!uses_) uses_ = serve::uses(TRY(now({}))->setting);
  return &*uses_;
}

void Desk::tidy() {
  std::size_t explained = 0;
  for (const auto& kept : worlds_) explained += kept.now->setting.remembered->explained.size();
  if (asked_ > most_questions || explained > most_explained || house_->program.values.entries() > values_ + most_values) begin();
}

}  // namespace dedere::serve
