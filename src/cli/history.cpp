// dedere history ID: a row of the record, what it corrected and what corrected it, and why.
#include "brief/history.hpp"

#include "cli/command.hpp"
#include "cli/page.hpp"
#include "record/package.hpp"

namespace dedere::cli {

Result<int> history(const Options& options, const HistoryOptions& command) {
  const auto package = TRY(record::load(options.record));
  const auto answer = TRY(brief::history(package.as_known(options.as_known), command.id));
  print(options, brief::page(answer), [&] { return brief::json(answer); });
  return 0;
}

}  // namespace dedere::cli
