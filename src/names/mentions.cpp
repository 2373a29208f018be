#include "names/mentions.hpp"

#include "names/of_record.hpp"

namespace dedere::names {

Mentions::Mentions(std::shared_ptr<const Lexicon> lexicon, const record::View& view) : persons_(std::move(lexicon), of_record(view)), among_persons_(persons_) {}

std::optional<std::string_view> Mentions::find(std::string_view name) {
  const auto* meant = certain(among_persons_.find({.name = name}, {.least = certain_least, .name_alone = true}));
  if (!meant) return std::nullopt;
  return persons_.listed()[meant->entry].id;
}

}  // namespace dedere::names
