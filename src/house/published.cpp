#include "house/published.hpp"

#include "brief/listing.hpp"

namespace dedere::house {

std::vector<publish::Standing> published(const std::vector<brief::Standing>& all) {
  std::vector<publish::Standing> out;
  for (const auto& s : all) {
    publish::Standing one{.id = s.state.id, .name = s.state.name, .status = "", .from = {}, .to = {}, .withdrawing = s.withdrawing, .in_doubt = s.in_doubt};
    if (s.now) one.status = s.now->name, one.from = brief::first_day(s.now->when), one.to = brief::last_day(s.now->when);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace dedere::house
