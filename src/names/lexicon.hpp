// What is known of names in general, whoever bears them: lexicon/names/ in memory.
//
//     titles.tsv, particles.tsv   words that come and go: "Dr", "al", "bin"; one a line
//     also.tsv                    what stands between two names of one person in one field: "aka"
//     patronymics.tsv             endings of names after the father, which many papers leave out
//     nicknames.tsv               groups of given names that are one name
//     common.tsv                  how many of how many persons bear a word in their name
//     sounds.tsv, alike.tsv       names/sound.hpp
//     scripts/*.tsv               names/script.hpp
//     weights.tsv                 names/weights.hpp
// Lines that begin with # are comments; columns are parted by tabs.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.hpp"
#include "names/parts.hpp"
#include "names/script.hpp"
#include "names/sound.hpp"
#include "names/weights.hpp"

namespace dedere::names {

// Gives the text of a file of the lexicon by its name ("titles.tsv").
using LexiconFiles = std::function<Result<std::string>(const std::string&)>;
[[nodiscard]] LexiconFiles lexicon_on_disk(const std::string& folder);

class Lexicon {
 public:
  // Fails with what cannot be read (A001) and each line that does not have its form (N001).
  [[nodiscard]] static Result<Lexicon> load(const LexiconFiles& files);

  [[nodiscard]] const Sounds& sounds() const { return sounds_; }
  [[nodiscard]] const Weights& weights() const { return weights_; }
  // A title or a particle.
  [[nodiscard]] bool light(std::string_view word) const { return light_.contains(word); }
  // Where the second name in a field begins, whose words are given: after `;` or `|`, or words such as "also known as". None if it is one name.
  struct Another { std::size_t end, begin; };   // words: the first name ends before `end`, the next begins with `begin`
  [[nodiscard]] std::optional<Another> another(const Parts& parts) const;
  // A name after the father, by its ending.
  [[nodiscard]] bool patronymic(std::string_view word) const;
  // The share of persons who have this word in their names; 0: too few to be known.
  [[nodiscard]] double share(std::string_view word) const;
  [[nodiscard]] const std::unordered_map<std::string_view, std::uint32_t>& common() const { return common_; }
  // How words of a script sound; null: no table, ICU romanises.
  [[nodiscard]] const ScriptTable* script(Script script) const { return scripts_[static_cast<std::size_t>(script)].get(); }
  // The groups of nicknames that the word is in, and the words of a group.
  [[nodiscard]] const std::vector<std::uint32_t>& groups(std::string_view word) const;
  [[nodiscard]] const std::vector<std::string_view>& group(std::uint32_t number) const { return groups_[number]; }

 private:
  std::vector<std::shared_ptr<const std::string>> texts_;  // what the views below stand in
  Sounds sounds_;
  Weights weights_;
  std::array<std::shared_ptr<ScriptTable>, scripts> scripts_;
  std::unordered_set<std::string_view> light_;
  std::vector<std::vector<std::string_view>> also_;
  std::vector<std::string_view> patronymics_;
  std::unordered_map<std::string_view, std::uint32_t> common_;
  double persons_ = 1;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> in_groups_;
  std::vector<std::vector<std::string_view>> groups_;
};

}  // namespace dedere::names
