// Which verdicts differ between two days of the small world, and through what.
#include "brief/difference.hpp"

#include "brief/small_world.hpp"

namespace dedere::brief {
namespace {

using time::Date;

// "in_force(pat-2020) came: pat aa not_bound bound, …"
std::string text(const Difference& found) {
  std::string out;
  for (const auto& cause : found.causes) {
    out += (cause.kind == Cause::Kind::day ? "day" : cause.atom) + (cause.came ? " came:" : " went:");
    for (const auto& row : cause.rows) out += " [" + row.table + "/" + row.row + "]";
    for (const auto& c : cause.changes) out += std::string(" ") + c.person.id + " " + c.state.id + " " + name(c.before) + " " + name(c.after) + ",";
    out += "\n";
  }
  return out;
}

TEST(Difference, OfADayBeforeAWarrantAndOneAfter) {
  const SmallWorld world;
  const auto setting = world.setting();
  const auto found = difference({setting, Date::of(2020, 2, 1)}, {setting, Date::of(2020, 3, 2)}, {});
  EXPECT_EQ(found.compared, 6U);
  EXPECT_EQ(found.changed, 2U) << text(found);
  ASSERT_FALSE(found.causes.empty());
  EXPECT_EQ(text(found).substr(0, text(found).find('\n')), "in_force(pat-2020) came: [warrants/pat-2020] pat aa not_bound bound, pat bb not_bound bound,") << text(found);
}

TEST(Difference, OfADayWithItself) {
  const SmallWorld world;
  const auto setting = world.setting();
  std::size_t told = 0;
  const auto found = difference({setting, Date::of(2022, 1, 1)}, {setting, Date::of(2022, 1, 1)}, {}, [&](std::size_t done, std::size_t all) { told = done; EXPECT_EQ(all, 6U); });
  EXPECT_EQ(found.changed, 0U);
  EXPECT_TRUE(found.causes.empty());
  EXPECT_EQ(told, 6U);
}

}  // namespace
}  // namespace dedere::brief
