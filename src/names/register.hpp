// Who or what a name may mean: the persons, or the states, of a record.
//
//     const auto persons = Register::of_persons(package);
//     persons.find("Gaddafi")               // two candidates by surname: the ambiguity is shown, never settled by guessing
//     persons.one("Владимир Путин")         // putin, "Vladimir Putin", 1.0, Match::exact
//     persons.one("Vladmir Puttin")         // fails: no person has this name; help: did you mean `Vladimir Putin` (`putin`)?
//
// Names are compared folded (names/fold.hpp); for persons also without the particles al and el, and with their parts in any order. Other scripts
// are looked up as they are written in the record, then romanised; ICU is started only for them. Titles ("President") are not names.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "names/fold.hpp"
#include "record/package.hpp"

namespace dedere::names {

// Strongest first. `close` is a suggestion only: it is never taken for the one that was meant.
enum class Match { exact, other_spelling, transliterated, surname, close };

struct Candidate {
  std::string id;       // in the record
  std::string name;     // as the record shows it: "Vladimir Putin"
  std::string matched;  // the name on record that fits: "Путин"; or the id
  double score = 0;     // 0 to 1: what orders the candidates, no probability
  Match how = Match::close;
};

// "exact", "other spelling", "transliterated", "surname", "close".
[[nodiscard]] const char* name(Match how);

class Register {
 public:
  // By id, by persons.name and by names.csv with its kinds.
  [[nodiscard]] static Register of_persons(const record::Package& package);
  // By id in any case ("MN"), name, official_name and each of other_names, with or without "the".
  [[nodiscard]] static Register of_states(const record::Package& package);

  // Every person or state that the text may mean, each once, best first, then by id. Empty text, and one over 200 bytes, means nobody.
  [[nodiscard]] std::vector<Candidate> find(std::string_view text) const;

  // The one that is meant: the only candidate that is not merely close, or one that fits clearly better than all others (by its full name, where
  // they fit by surname). Else fails: A003 (person) or A004 (state) with the nearest names, A006 with all that fit.
  [[nodiscard]] Result<Candidate> one(std::string_view text) const;

  // The name that the record shows for this id; none if it is not in the register.
  [[nodiscard]] std::optional<std::string> shown(std::string_view id) const;

 private:
  enum class Of { persons, states };
  enum class Kind { name, alias, surname };
  struct Name {
    std::string text;
    Kind kind = Kind::name;
    std::optional<Words> words;  // none: in another script
    Words core;                  // without particles
    std::size_t foreign = 0;     // in another script: its number in `foreign_`
  };
  struct Entry {
    std::string id, name;
    std::vector<Name> names;
    Words surnames;  // each surname's last word
  };
  struct Fit { double score = 0; Match how = Match::close; };
  struct Query { std::string_view text; Words words, core; bool was_romanised = false; };

  // The names in other scripts, romanised when such a text is first looked up.
  struct Foreign {
    std::vector<std::string> texts;
    std::vector<Words> words;
    std::once_flag once;
  };

  explicit Register(Of of);
  void add_name(Entry& entry, std::string_view text, Kind kind) const;
  [[nodiscard]] Words core(const Words& words) const;
  [[nodiscard]] std::optional<Query> query(std::string_view text) const;
  [[nodiscard]] std::optional<Candidate> candidate(const Query& query, std::size_t entry) const;
  [[nodiscard]] static Fit fit_same(Kind kind);
  [[nodiscard]] std::optional<Fit> fit(const Query& query, const Entry& entry, const Name& name) const;
  [[nodiscard]] std::optional<Fit> fit_words(const Query& query, const Entry& entry, const Words& words, const Words& core, Kind kind) const;
  [[nodiscard]] std::string nearest(const std::vector<Candidate>& candidates) const;

  Of of_;
  std::vector<Entry> entries_;
  std::shared_ptr<Foreign> foreign_;
};

}  // namespace dedere::names
