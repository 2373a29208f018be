#include "base/large_pages.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace dedere {
namespace {

TEST(LargePages, KeepWhatStandsInThemWhileTheyGrow) {  // past where large pages begin, and back
  std::vector<std::uint32_t, LargePages<std::uint32_t>> all;
  constexpr std::uint32_t many = 3 * LargePages<std::uint32_t>::least / 4;
  for (std::uint32_t i = 0; i < many; ++i) all.push_back(i);
  auto copy = all;
  all.resize(10);
  all.shrink_to_fit();
  EXPECT_EQ(all.back(), 9U);
  for (std::uint32_t i = 0; i < many; i += 1'000) ASSERT_EQ(copy[i], i);
  EXPECT_THROW((void)LargePages<std::uint32_t>().allocate(~std::size_t{0} / 2), std::bad_alloc);
}

}  // namespace
}  // namespace dedere
