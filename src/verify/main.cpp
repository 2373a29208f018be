// dedere-verify: is a receipt true of the law and the record that it names?
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "verify/verify.hpp"

namespace dedere::verify {
namespace {

constexpr const char* help = R"(dedere-verify RECEIPT [--law DIR] [--record DIR]...

Checks a receipt of dedere by itself: that the law and the record are those that it names, that each step of its proofs follows from its
premises, that nothing gives what is said to be absent, and that the verdict follows. RECEIPT is a file that `--receipt` wrote, or a page
that holds one; - reads it from the input. `--law` and `--record` (again for each package laid over the first) are `law` and `record`
unless given.

Ends with 0 if the receipt is verified, 1 if something in it is not so, 2 if it cannot be checked.
)";

// `law` or `record` where one works, otherwise those that the program came with: it is built three folders below.
string usual(const string& folder) {
  std::error_code error;
  const auto home = std::filesystem::read_symlink("/proc/self/exe", error).parent_path().parent_path().parent_path();
  return std::filesystem::exists(folder) || error ? folder : (home / folder).string();
}

void run(const vector<string>& arguments) {
  vector<string> files, laws, records;
  for (auto a = arguments.begin(); a != arguments.end(); ++a) {
    auto* into = *a == "--law" ? &laws : *a == "--record" ? &records : *a == "-" || !a->starts_with('-') ? &files : nullptr;
    if (!into) throw Unusable("`" + *a + "` was not expected: `dedere-verify --help` shows the use");
    if (into != &files && ++a == arguments.end()) throw Unusable("`" + arguments.back() + "` needs a folder");
    into->push_back(*a);
  }
  if (files.size() != 1 || laws.size() > 1) throw Unusable("one receipt and one law are to be named: `dedere-verify --help` shows the use");
  const auto all = receipts(read_file(files[0] == "-" ? "/dev/stdin" : files[0]));
  Verifier verifier(laws.empty() ? usual("law") : laws[0], records.empty() ? vector{usual("record")} : records);
  for (const auto& receipt : all) {
    const auto tally = verifier.check(receipt);
    std::cout << receipt.at("question").dump() << "\nverified: " << tally.answers << (tally.answers == 1 ? " answer, " : " answers, ")
              << tally.steps << " steps, " << tally.rules << " rules, " << tally.rows << " rows\n";
  }
}

}  // namespace
}  // namespace dedere::verify

int main(int count, char** arguments) try {
  const std::vector<std::string> all(arguments + 1, arguments + count);
  if (std::ranges::any_of(all, [](const auto& a) { return a == "--help" || a == "-h"; })) std::cout << dedere::verify::help;
  else dedere::verify::run(all);
  return 0;
} catch (const dedere::verify::Wrong& wrong) {
  std::cout << "not verified: " << wrong.what() << "\n";
  return 1;
} catch (const std::exception& e) {
  std::cerr << "error: " << e.what() << "\n";
  return 2;
}
