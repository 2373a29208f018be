// What an article says, one claim at a time. A claim is what the text says, even where that is wrong; it is never a fact of the record.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "time/date.hpp"

namespace dedere::read {

// One contiguous slice of the article's bytes: `article.text.substr(start, end - start) == text`.
struct Quote {
  std::string text;
  std::size_t start = 0;
  std::size_t end = 0;
};

enum class Kind {
  travel, overflight, meeting, statement, urging, assurance, finding, referral, arrest, surrender, release,
  membership, warrant, obligation, appointment, first_visit, consequence,
};
enum class Status { planned, under_way, occurred, cancelled, avoided };
enum class Polarity { positive, negative };

struct Claim {
  Kind kind{};
  std::string person;       // id in the record, or blank
  std::string person_name;  // as the record writes it; or as the text does, where the record does not know the person
  std::string state;        // id, or blank
  std::optional<time::Edtf> from, to;   // first and last day, as precise as the text
  std::optional<Status> status;         // travel and overflight
  Polarity polarity = Polarity::positive;
  std::string attributed_to;  // who says so: "Ukraine's Ministry of Foreign Affairs", "unnamed sources"; blank: the article itself
  std::string via;            // through whom: "Bloomberg News"; or blank
  std::string with;           // meeting: whom, as the text writes it
  std::string value;          // membership: party, not_party, signatory, withdrawing, accepted, or a count; warrant: issued, sought; …
  Quote quote;
  std::string rule;           // id of the lexicon's pattern that found it
};

struct Article {
  std::string id;     // file name without its folder and ending, or "-"
  std::string text;   // UTF-8
  std::optional<time::Date> published;
};

// As used in JSON and on the command line: "under_way".
[[nodiscard]] const char* name(Kind kind);
[[nodiscard]] const char* name(Status status);
[[nodiscard]] const char* name(Polarity polarity);   // "pos", "neg"
[[nodiscard]] std::optional<Kind> kind_named(std::string_view text);
[[nodiscard]] std::optional<Status> status_named(std::string_view text);

}  // namespace dedere::read
