#include "names/candidates.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "names/matcher.hpp"

namespace dedere::names {
namespace {

constexpr int enough = 200, given = 255;            // of Reach: what carries a name to the score asked for; that it is among those found
constexpr std::ptrdiff_t ahead = 2;                 // lists of postings that are fetched before they are read
constexpr float rounding = 0.1F;                    // the terms of a score are rounded to hundredths: so much more may they come to

}  // namespace

Candidates::Candidates(const Index& index) : index_(index), weights_(index.lexicon().weights()), reach_(index.listed().size()), begun_(index.listed().size() / 64 + 1, 0) {}

// What every name has, wherever it agrees, and what it still needs.
void Candidates::weigh(std::span<const AskedPlace> places, float least) {
  places_ = places.size();
  letters_ = 0;
  const auto heavy = static_cast<float>(std::ranges::count(places, true, &AskedPlace::heavy));
  float base = 0;
  for (std::size_t i = 0; i < places_; ++i) {
    const auto& place = places[i];
    of_place_[i] = place.heavy ? place.off_extra + weights_.complete / heavy : 0;
    of_initial_[i] = std::max(0.0F, weights_.initial + of_place_[i]);
    letter_[i] = Index::bit_of_initial(place.first);
    letters_ |= letter_[i];
    // A word of one letter may agree with any word.
    base += (place.initial ? of_initial_[i] : 0) - place.off_extra;
  }
  exact_ = weights_.exact / std::max(1.0F, heavy);
  for (std::size_t i = 0; i < places_; ++i)
    if (!places[i].heavy) of_place_[i] = 0;
  const float needed = least - rounding - base;
  needed_ = needed > 0 ? enough : 0;
  scale_ = needed > 0 ? static_cast<float>(enough) / needed : 1;
}

// Of `enough`, rounded up.
int Candidates::scaled(float bits) const {
  const float sum = std::clamp(bits * scale_, 0.0F, static_cast<float>(enough));
  const int whole = static_cast<int>(sum);
  return whole + (static_cast<float>(whole) < sum);
}

// What the agreement of a unit adds, whatever the likeness, and of one that is equal.
struct Candidates::Gain { float any = 0, equal = 0; [[nodiscard]] float of(const Like& like) const { return like.value + (like.how == How::equal ? equal : any); } };

Candidates::Gain Candidates::gain(const Asked& unit) const {
  Gain gain;
  for (auto places = unit.places; places != 0; places &= static_cast<Places>(places - 1)) {
    const auto place = of_place_[static_cast<std::size_t>(std::countr_zero(places))];
    gain.any += place;
    gain.equal += place + (place > 0 && !unit.joined ? exact_ : 0);
  }
  return gain;
}

// The most that letters which are words of listed names may add, as initials of words asked for at other places than these.
int Candidates::of_initials(std::uint32_t initials, Places aside) const {
  float sum = 0;
  for (std::size_t i = 0; i < places_; ++i)
    if ((letter_[i] & initials) && !(aside >> i & 1U)) sum += of_initial_[i];
  return scaled(sum);
}

// `lacking`: what the entry must have by now, if it is to get there with this gain and those to come.
void Candidates::touch(std::uint32_t entry, int of_initials, Step step, int worth, int lacking) {
  const bool begun = this->begun(entry);
  if (!begun && of_initials < lacking) return;
  auto& reach = reach_[entry];
  const bool met = begun && reach.step == step;   // by a better like
  if (met && of_initials == 0) return;
  int now = begun ? reach.sum : 0;
  if (now == given) return;
  now += of_initials;
  if (met) lacking += worth;
  if (now < lacking) return;
  if (!begun) {
    begun_[entry / 64] |= std::uint64_t{1} << (entry % 64);
    touched_.push_back(entry);
  }
  if (!met) now += worth;
  reach = {static_cast<std::uint8_t>(now >= needed_ ? given : now), step};
  if (now >= needed_) found_.push_back(entry);
  else most_ = std::max(most_, now);
}

// The likes that are worth most come first.
void Candidates::read(const Asked& unit, const Gain& gain, Step step, int rest) {
  const int most_of_initials = of_initials(letters_, unit.places);
  const auto take = [&](const Like& like) {
    const auto worth = scaled(gain.of(like)), lacking = needed_ - rest - worth;
    const auto plain = index_.plain(like.first, like.count, like.lettered);
    if (lacking <= 0)
      for (const auto entry : plain) touch(entry, 0, step, worth, lacking);
    else if (lacking <= most_)
      for (const auto entry : plain)
        if (begun(entry)) touch(entry, 0, step, worth, lacking);   // few are
    for (std::uint32_t i = 0; i < like.lettered; ++i) {
      const auto posting = index_.lettered(like.first, like.count, like.lettered, i);
      if (lacking > most_of_initials && !begun(posting.entry)) continue;
      const auto initials = posting.initials & letters_;
      touch(posting.entry, initials != 0 ? of_initials(initials, unit.places) : 0, step, worth, lacking);
    }
  };
  const auto equal = unit.equal ? std::ranges::find(unit.likes, How::equal, &Like::how) : unit.likes.end();
  if (equal != unit.likes.end()) take(*equal);
  for (auto like = unit.likes.begin(); like != unit.likes.end(); ++like) {
    if (unit.likes.end() - like > ahead) index_.will_need_postings(like[ahead].first);
    if (like != equal) take(*like);
  }
}

std::span<const std::uint32_t> Candidates::find(std::span<const Asked> units, std::span<const AskedPlace> places, float least) {
  found_.clear();
  most_ = 0;
  weigh(places, least);
  struct Row { std::size_t work = 0; int most = 0; std::size_t unit = 0; Gain gain; };
  std::array<Row, most_units> rows{};
  int rest = 0;
  for (std::size_t u = 0; u < units.size(); ++u) {
    rows[u].unit = u;
    rows[u].gain = gain(units[u]);
    float most = -1000;
    for (const auto& like : units[u].likes) {
      rows[u].work += like.count;
      most = std::max(most, rows[u].gain.of(like));
    }
    rows[u].most = scaled(most);
    rest += rows[u].most;
  }
  std::sort(rows.begin(), rows.begin() + units.size(), [](const Row& a, const Row& b) { return a.work < b.work; });
  for (std::size_t i = 0; i < units.size(); ++i) {
    rest -= rows[i].most;
    read(units[rows[i].unit], rows[i].gain, static_cast<Step>(i), rest);
  }
  for (const auto entry : touched_) begun_[entry / 64] = 0;
  touched_.clear();
  return found_;
}

}  // namespace dedere::names
