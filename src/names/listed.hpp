// Somebody on a list of names, as the list tells it.
#pragma once

#include <string>
#include <vector>

#include "names/identity.hpp"

namespace dedere::names {

// How sure the list is that somebody is called so.
enum class Quality : std::uint8_t { primary, alias, weak };

struct ListedName {
  std::string text;
  Quality quality = Quality::alias;
  bool operator==(const ListedName&) const = default;
};

struct Listed {
  std::string id;
  std::string caption;              // how it is shown
  std::vector<ListedName> names;
  Identity identity;
  bool operator==(const Listed&) const = default;
};

}  // namespace dedere::names
