// Law, record, names and reader, ready to answer: what is shared, and what each thread has of its own.
//
// A world computes as it is asked, and may be used by one thread only (reason/world.hpp); so each thread that answers has a Desk with a program and
// worlds of its own. What never changes lies in the Library, once.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "house/house.hpp"
#include "names/matcher.hpp"
#include "names/register.hpp"
#include "names/typeahead.hpp"
#include "read/read.hpp"
#include "serve/uses.hpp"

namespace dedere::serve {

struct Library {
  record::Package package;
  language::Sources law;
  names::Register persons, states;
  names::Typeahead begun_persons, begun_states;   // entries are the rows of `persons` and `states`, by number
  read::Reader reader;
  names::Index listed;               // the record's persons, to be weighed
  house::Folders folders;            // where law and record were read from
  brief::Digests digests;
};

// `lexicon` is the folder that holds en/ and names/.
[[nodiscard]] Result<std::shared_ptr<const Library>> open_library(const house::Folders& folders, const std::string& lexicon);

// As known when, and what the asker takes for granted.
struct Asked : house::Supposed {
  std::optional<time::Date> as_known;
};

// A world in which it can be asked. Stays where it is.
struct Now {
  house::Known known;
  brief::Setting setting;
  Now(const house::House& house, house::Known known_) : known(std::move(known_)), setting(house::setting(house, known)) {}
  Now(const Now&) = delete;
};

class Desk {
 public:
  // `library` has been opened, so that its law is sound.
  explicit Desk(std::shared_ptr<const Library> library);

  [[nodiscard]] const Library& library() const { return *library_; }
  [[nodiscard]] language::Program& program() { return house_->program; }
  // The world as asked for, good until the next call. A few are kept, since the next question is mostly of one of them.
  [[nodiscard]] Result<const Now*> now(const Asked& asked);
  // Where the rules are used; worked out when it is first asked for.
  [[nodiscard]] Result<const Uses*> uses();
  // Whom, and which state, a text means (names/register.hpp). The same few are asked for again and again: what was found is kept.
  [[nodiscard]] Result<names::Candidate> person(const std::string& written) { return known_persons_.one(library_->persons, written); }
  [[nodiscard]] Result<names::Candidate> state(const std::string& written) { return known_states_.one(library_->states, written); }
  // Between two questions: begins anew where so much has been asked that what was kept of it takes more than it saves.
  void tidy();

 private:
  struct Kept { std::string key; std::unique_ptr<Now> now; };
  class Names {
   public:
    [[nodiscard]] Result<names::Candidate> one(const names::Register& all, const std::string& written);

   private:
    std::unordered_map<std::string, names::Candidate> known_;
  };
  void begin();
  std::shared_ptr<const Library> library_;
  std::unique_ptr<house::House> house_;
  std::list<Kept> worlds_;            // the one asked last first
  std::optional<Uses> uses_;
  Names known_persons_, known_states_;
  std::size_t asked_ = 0, values_ = 0;
};

}  // namespace dedere::serve
