// What a reader of an article needs: who is wanted and for what, which journeys the article tells of and whether the states on the way are bound
// to arrest, what of the article the record and the law support, what came before, what follows, and, apart, what became known later.
//
//     const Brief page = brief::brief(setting, article, claims);     // setting: as known on the day of publication
//     text(brief_page(page)); json(page)
//
// A Brief holds values only.
#pragma once

#include <string>
#include <vector>

#include "brief/duty.hpp"
#include "brief/rows.hpp"
#include "read/claim.hpp"

namespace dedere::brief {

// A person whom the article names and for whom a warrant was public.
struct Wanted {
  Named person;
  std::string full_name;
  std::vector<OfficeHeld> offices;
  std::vector<WarrantOf> warrants;
};

// A journey abroad, from all that the article says of it.
struct Journey {
  read::Claim claim;                    // the first that tells of it, its days made whole
  std::vector<read::Quote> quotes;      // all of them, in the order of the text
  Named person, state;
  std::optional<time::Date> from, to;   // none: the article gives no day that can be resolved
  bool days_of_record = false;          // the days are those of the record's row, which is more precise
  bool avoided = false;                 // called off or avoided
  std::optional<Visit> visit;           // the record's row on it, as known
  std::optional<Duty> duty;             // none where no day is known
};

enum class Check { supported, contradicted, not_in_record, opinion };
[[nodiscard]] const char* name(Check check);

// One thing that speaks for a check: a sentence, with the provision or the row that gives it.
struct Ground {
  std::string sentence;
  ProvisionOf provision;
  EvidenceOf evidence;
};

struct Checked {
  read::Claim claim;
  Check check = Check::not_in_record;
  std::string says;                     // what was checked, in the law's and the record's words; for an opinion, who holds it
  std::vector<Ground> grounds;
};

// Something of the record about a person and a state of the article.
struct Told {
  std::string day;                      // when it was, EDTF
  std::string known;                    // when it became public
  std::string sentence;
  Evidence evidence;
};

struct Brief {
  std::string id;
  std::optional<time::Date> published, as_known;
  std::vector<std::string> remarks;     // what a reader must know first: no wanted person, no day
  std::vector<Wanted> persons;
  std::vector<Journey> journeys;        // avoided ones last
  std::vector<Checked> claims;          // all but those that tell of journeys, in the order of the text
  std::vector<Told> history;            // earlier journeys and decisions, as known
  std::vector<Told> known_later;
  std::vector<Source> sources;
  Digests digests;
};

[[nodiscard]] Brief brief(const Setting& setting, const read::Article& article, const std::vector<read::Claim>& claims);

}  // namespace dedere::brief
