// The commands, each in a file of its own. Each takes what was parsed for it, writes to standard output, and gives the exit status:
// 0 done; 1 `check` found errors, or `why` has nothing to prove. Input that cannot be used is a Failure: main shows it and exits with 2.
#pragma once

#include "cli/options.hpp"

namespace dedere::cli {

struct Days {
  std::string on, from, to;  // as written; blank where not given
};

struct AskOptions { std::string goal; Days days; };
[[nodiscard]] Result<int> ask(const Options& options, const AskOptions& command);

struct WhyOptions { std::string goal, on; };
[[nodiscard]] Result<int> why(const Options& options, const WhyOptions& command);
[[nodiscard]] Result<int> why_not(const Options& options, const WhyOptions& command);

struct DutyOptions {
  std::string person, state;
  Days days;
  bool full = false;  // all that was looked at, not only what decides
};
[[nodiscard]] Result<int> duty(const Options& options, const DutyOptions& command);

struct ReplayOptions { std::string receipt; };
[[nodiscard]] Result<int> replay(const Options& options, const ReplayOptions& command);  // 1 too if an answer is another

struct DiffOptions {
  std::string from, to;
  std::vector<std::string> as_known;         // none, one day for both sides, or one for each
  std::vector<std::string> persons, states;  // as people write them; none: all
};
[[nodiscard]] Result<int> diff(const Options& options, const DiffOptions& command);  // 1 too if a verdict changed

struct BriefOptions { std::string file, published; };
[[nodiscard]] Result<int> brief(const Options& options, const BriefOptions& command);

struct ReadOptions {
  std::vector<std::string> files;   // or folders
  std::string published;
  bool group = false;    // journeys with the reports of each, over all articles
  bool explain = false;  // the layers instead of the claims, for someone who writes patterns
  std::string second, second_model;   // a second reader: the base URL of its endpoint, and the model to ask for
};
[[nodiscard]] Result<int> read(const Options& options, const ReadOptions& command);

struct NameOptions { std::string text; };
[[nodiscard]] Result<int> name(const Options& options, const NameOptions& command);

struct ScreenOptions {  // of `dedere screen`
  std::string file, at, on, report;              // screen: FILE, --at, --on, --report
  std::vector<std::string> lists, columns;       // screen: --list, --columns
  double least = 0;                              // screen: 0 for the lexicon's
  int threads = 0, most = 10;                    // screen: 0 threads for as many as the machine has
  bool strict = false, name_alone = false, watch = false;   // screen: --strict, --name-alone, --watch
};  // screen
[[nodiscard]] Result<int> screen(const Options& options, const ScreenOptions& command);

[[nodiscard]] Result<int> check(const Options& options);

struct StatusOptions { std::string state, on; };
[[nodiscard]] Result<int> status(const Options& options, const StatusOptions& command);

struct PartiesOptions { std::string on, since; };
[[nodiscard]] Result<int> parties(const Options& options, const PartiesOptions& command);

struct JourneysOptions { std::string person; };
[[nodiscard]] Result<int> journeys(const Options& options, const JourneysOptions& command);

struct PrecedentsOptions { std::string state, person, outcome, from, to; };
[[nodiscard]] Result<int> precedents(const Options& options, const PrecedentsOptions& command);

struct HistoryOptions { std::string id; };
[[nodiscard]] Result<int> history(const Options& options, const HistoryOptions& command);

struct ExportOptions { std::string to, folder, on, outlines; };
[[nodiscard]] Result<int> export_to(const Options& options, const ExportOptions& command);

struct ServeOptions {
  std::string host = "127.0.0.1", allow_origin, log, page;   // blank: no origin, no log, the page that was built
  std::vector<std::string> names;
  int port = 8765, threads = 0;                              // 0 threads for as many as the machine has
};
[[nodiscard]] Result<int> serve(const Options& options, const ServeOptions& command);

struct RunOptions {
  std::vector<std::string> files;
  std::string facts, out;          // folders; blank: none
  std::string header = "auto", tables, instants, memory;  // as written; blank: as the facts are, or the machine's
  bool stats = false;
};
[[nodiscard]] Result<int> run(const Options& options, const RunOptions& command);

}  // namespace dedere::cli
