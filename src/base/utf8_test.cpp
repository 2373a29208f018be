#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dedere {
namespace {

using namespace std::string_view_literals;

TEST(Utf8, WhatIsText) {
  for (const auto text : {""sv, "a"sv, "\x7f"sv, "plain ASCII of more than eight bytes"sv, "Владимир"sv, "逮捕"sv, "\xF4\x8F\xBF\xBF"sv, "\xED\x9F\xBF"sv, "\xEF\xBB\xBFmark"sv})
    EXPECT_EQ(first_not_text(text), std::nullopt) << text;
}

TEST(Utf8, WhatIsNot) {
  const struct { const char* shows; std::string_view bytes; } rows[] = {
      {"NUL", "\0"sv}, {"a continuation alone", "\x80"sv}, {"cut off", "\xC3"sv}, {"cut off after two of three", "\xE9\x80"sv}, {"not continued", "\xC3 "sv},
      {"overlong in two", "\xC0\xAF"sv}, {"overlong in three", "\xE0\x80\xAF"sv}, {"overlong in four", "\xF0\x80\x80\xAF"sv},
      {"half of a pair", "\xED\xA0\x80"sv}, {"beyond the last", "\xF4\x90\x80\x80"sv}, {"no such byte", "\xFF"sv},
  };
  // At any distance from a step of eight.
  for (const auto& row : rows)
    for (std::size_t before = 0; before < 20; ++before)
      EXPECT_EQ(first_not_text(std::string(before, 'x') + std::string(row.bytes) + "and so on"), before) << row.shows;
}

}  // namespace
}  // namespace dedere
