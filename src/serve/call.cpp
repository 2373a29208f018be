#include "serve/call.hpp"

#include <fmt/core.h>

#include "brief/json_parts.hpp"

namespace dedere::serve {
namespace {

constexpr std::size_t most_supposed = 32, longest_supposed = 1'000;

}  // namespace

Failure unusable(std::string message, std::string help) { return Failure(fault("H002", std::move(message), std::move(help))); }

Response json(const Json& value) { return json(brief::dumped(value)); }

Result<std::string> Call::needed(const char* name) const {
  auto found = text(name);
  if (found.empty()) return unusable(fmt::format("`{}` is not given", name), fmt::format("add `{}=…` to the query; /openapi.json says what it is", name));
  return found;
}

Result<time::Date> Call::day(const char* name) const {
  const auto written = TRY(needed(name));
  if (const auto day = time::Date::parse(written)) return *day;
  return Failure(fault("A002", fmt::format("`{}={}` is not a day of the calendar", name, written), "write a day that exists as YYYY-MM-DD, such as 2024-09-03"));
}

Result<std::optional<time::Date>> Call::day_if_given(const char* name) const {
  if (text(name).empty()) return std::optional<time::Date>();
  return std::optional(TRY(day(name)));
}

Result<Stretch> Call::days() const {
  const bool on = !text("on").empty(), several = !text("from").empty() || !text("to").empty();
  if (on == several) return unusable(on ? "`on` stands beside `from` or `to`" : "no day is given", "write `on=DATE` for one day, `from=DATE&to=DATE` for several, such as `on=2024-09-03`");
  const auto from = TRY(day(on ? "on" : "from"));
  const auto to = TRY(day(on ? "on" : "to"));
  if (to < from) return unusable("`to` lies before `from`", "exchange the two days");
  return Stretch{from, to};
}

Result<Asked> Call::asked() const {
  Asked out;
  out.as_known = TRY(day_if_given("as_known"));
  out.suppose = target.all("suppose");
  for (const auto& reading : target.all("reading")) {
    const auto equals = reading.find('=');
    if (equals == std::string::npos) return Failure(fault("A008", fmt::format("`reading={}` has no answer", reading), "write `reading=QUESTION=ANSWER`"));
    out.readings.emplace_back(reading.substr(0, equals), reading.substr(equals + 1));
  }
  if (out.suppose.size() + out.readings.size() > most_supposed) return unusable(fmt::format("over {} readings and suppositions", most_supposed), "suppose less at a time");
  for (const auto& fact : out.suppose) if (fact.size() > longest_supposed) return unusable(fmt::format("a supposition is longer than {} bytes", longest_supposed), "suppose one fact at a time");
  return out;
}

Result<const Now*> Call::now(Desk& desk) const {
  const auto given = TRY(asked());
  return desk.now(given);
}

Result<record::View> Call::view(const Desk& desk) const { return desk.library().package.as_known(TRY(day_if_given("as_known"))); }

Result<names::Candidate> Call::person(Desk& desk) const {
  const auto written = TRY(needed("person"));
  return desk.person(written);
}

Result<names::Candidate> Call::state(Desk& desk) const {
  const auto written = TRY(needed("state"));
  return desk.state(written);
}

}  // namespace dedere::serve
