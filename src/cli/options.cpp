#include "cli/options.hpp"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "cli/files.hpp"

namespace dedere::cli {
namespace {

int terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return std::clamp<int>(size.ws_col, 40, 140);
  return 80;
}

bool colours() {
  const auto* no = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) && !(no && *no);
}

Result<Format> format(const std::string& name) {
  if (name == "text") return Format::text;
  if (name == "json") return Format::json;
  if (name == "md") return Format::markdown;
  if (name == "html") return Format::html;
  return Failure(fault("A007", fmt::format("unknown format `{}`", name), "write `text`, `json`, `md` or `html`"));
}

}  // namespace

Result<time::Date> parse_day(const std::string& text, const char* option) {
  if (const auto day = time::Date::parse(text)) return *day;
  return Failure(fault("A002", fmt::format("`{} {}` is not a day of the calendar", option, text), "write a day that exists as YYYY-MM-DD, such as 2024-09-03"));
}

Result<Options> parse(const Written& written) {
  Options options;
  options.law.assign(written.law.begin(), written.law.end());
  options.record = written.record;
  if (options.law.empty()) options.law.push_back(home() / "law");
  // A private record lies over the public one. A single file of law stands alone, unless a record is named.
  const bool alone = std::any_of(options.law.begin(), options.law.end(), [](const auto& law) { return std::filesystem::is_regular_file(law); });
  if (!alone) options.record.insert(options.record.begin(), (home() / "record").string());
  if (!written.as_known.empty()) options.as_known = TRY(parse_day(written.as_known, "--as-known"));
  options.suppose = written.suppose;
  for (const auto& reading : written.reading) {
    const auto equals = reading.find('=');
    if (equals == std::string::npos) return Failure(fault("A008", fmt::format("`--reading {}` has no answer", reading), "write `--reading QUESTION=ANSWER`"));
    options.readings.emplace_back(reading.substr(0, equals), reading.substr(equals + 1));
  }
  options.format = TRY(format(written.format));
  options.width = written.width > 0 ? std::clamp(written.width, 40, 400) : terminal_width();
  options.colour = colours();
  options.receipt = written.receipt;
  return options;
}

}  // namespace dedere::cli
