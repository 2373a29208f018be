#include "read/claim.hpp"

namespace dedere::read {

const char* name(Kind kind) {
  switch (kind) {
    case Kind::travel: return "travel";
    case Kind::overflight: return "overflight";
    case Kind::meeting: return "meeting";
    case Kind::statement: return "statement";
    case Kind::urging: return "urging";
    case Kind::assurance: return "assurance";
    case Kind::finding: return "finding";
    case Kind::referral: return "referral";
    case Kind::arrest: return "arrest";
    case Kind::surrender: return "surrender";
    case Kind::release: return "release";
    case Kind::membership: return "membership";
    case Kind::warrant: return "warrant";
    case Kind::obligation: return "obligation";
    case Kind::appointment: return "appointment";
    case Kind::first_visit: return "first_visit";
    case Kind::consequence: return "consequence";
  }
  return "statement";
}

const char* name(Status status) {
  switch (status) {
    case Status::planned: return "planned";
    case Status::under_way: return "under_way";
    case Status::occurred: return "occurred";
    case Status::cancelled: return "cancelled";
    case Status::avoided: return "avoided";
  }
  return "planned";
}

const char* name(Polarity polarity) { return polarity == Polarity::positive ? "pos" : "neg"; }

std::optional<Kind> kind_named(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(Kind::consequence); ++i)
    if (text == name(static_cast<Kind>(i))) return static_cast<Kind>(i);
  return std::nullopt;
}

std::optional<Status> status_named(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(Status::avoided); ++i)
    if (text == name(static_cast<Status>(i))) return static_cast<Status>(i);
  return std::nullopt;
}

}  // namespace dedere::read
