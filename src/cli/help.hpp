// The examples that help shows: data, in examples/commands.txt.
#pragma once

#include <string>
#include <string_view>

namespace dedere::cli {

// Those of one command, under a heading; of all commands, for a blank name. Blank if the file cannot be read: help must never fail.
[[nodiscard]] std::string examples_of(std::string_view command);

}  // namespace dedere::cli
