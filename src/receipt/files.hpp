// The law and the record that an answer was made from, as digests of every file.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "language/source.hpp"
#include "record/package.hpp"

namespace dedere::receipt {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json files(const language::Sources& law, const std::string& whole);
[[nodiscard]] Json files(const record::Package& record, const std::string& whole);

// As its descriptor names it; without one, the name of its folder.
[[nodiscard]] std::string package_name(const record::PackageFiles& package);

}  // namespace dedere::receipt
