// What a found pattern says: who, where, when, in which state of things, and who says so. And the merging of mentions of one journey.
#pragma once

#include <vector>

#include "read/analysis.hpp"
#include "read/claim.hpp"

namespace dedere::read {

// One mention of something, before mentions are merged.
struct Mention {
  Claim claim;
  int sentence = 0;
  bool retrospective = false;   // told as past beside the article's present: "previously visited"
  bool arrival = false;         // tells of arriving, not of the stay being over
  bool begins = false;          // its day is the first of the stay
  bool departed = false;        // tells of leaving
  bool dated = false;
  bool weekday = false;         // its day is told by a bare weekday
  bool yearless = false;        // a day or month without its year, told as past
  bool by_event = false;        // its days are those of the meeting that it leads to
  bool beside = false;          // told in a clause beside another deed: "while she was there"
  bool stayed = false;          // its day is one of the stay, though it tells of leaving: "after a visit to Kenya on Monday"
  bool lands = false;           // its day is that of arriving, not of setting out
  bool still = false;           // "has been there since Friday"
  bool let_go = false;    // of someone who may not have been arrested at all
  bool by_noun = false;   // an arrest named, not told
  bool by_group = false;        // of states that "both", "neither of them" stand for
  bool once = false;            // told of a time past: "failed to ratify"
  bool undone = false;    // a withdrawal taken back
  bool by_court = false;        // the Court's own doing, in no state
};

[[nodiscard]] std::vector<Mention> extract(const Reader::Inside& reader, Analysis& analysis);

// One journey, one claim: mentions of the same person and state merge where their days agree; the latest status wins. Other claims that
// say the same merge too. The order of the text is kept.
[[nodiscard]] std::vector<Claim> merge(const std::vector<Mention>& mentions, std::optional<time::Date> published);

}  // namespace dedere::read
