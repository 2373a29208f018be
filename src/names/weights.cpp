#include "names/weights.hpp"

#include <algorithm>
#include <utility>

namespace dedere::names {

float* Weights::find(std::string_view name) {
  const std::pair<std::string_view, float*> all[] = {
      {"rare", &rare}, {"short_word", &short_word}, {"per_letter", &per_letter}, {"list_share", &list_share}, {"per_cost", &per_cost}, {"respelt", &respelt}, {"strange", &strange}, {"per_cost_strange", &per_cost_strange}, {"script", &script}, {"per_bit", &per_bit}, {"syllables", &syllables}, {"nickname", &nickname},
      {"joined", &joined}, {"initial", &initial}, {"missing", &missing}, {"missing_share", &missing_share}, {"extra", &extra},
      {"extra_share", &extra_share}, {"patronymic", &patronymic}, {"opposed", &opposed}, {"complete", &complete}, {"exact", &exact}, {"alone", &alone}, {"order", &order},
      {"birth_day", &birth_day}, {"birth_year", &birth_year}, {"birth_near", &birth_near}, {"birth_other", &birth_other}, {"nationality_same", &nationality_same},
      {"nationality_other", &nationality_other}, {"sex_same", &sex_same}, {"sex_other", &sex_other}, {"review", &review}, {"match", &match}};
  const auto* found = std::ranges::find(all, name, &std::pair<std::string_view, float*>::first);
  return found == std::end(all) ? nullptr : found->second;
}

}  // namespace dedere::names
