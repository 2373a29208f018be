// The gazetteer that a record holds: its tables `persons`, `names`, `offices` and `states`.
#pragma once

#include <memory>

#include "names/lexicon.hpp"
#include "read/gazetteer.hpp"
#include "read/read.hpp"
#include "record/package.hpp"

namespace dedere::read {

// Of the rows that the view shows. Months and years of an office are taken at their widest.
[[nodiscard]] Gazetteer gazetteer(const record::View& view);

// Its persons in other spellings, as names/mentions.hpp compares them.
[[nodiscard]] Spelling spelling(std::shared_ptr<const names::Lexicon> lexicon, const record::View& view);

}  // namespace dedere::read
