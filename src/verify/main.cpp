// dedere-verify: is a receipt true of the law and the record that it names?
#include <filesystem>
#include <iostream>
#include <iterator>

#include "verify/verify.hpp"

namespace {

constexpr const char* help = R"(dedere-verify RECEIPT [--law DIR] [--record DIR]...

Checks a receipt of dedere by itself: that the law and the record are those that it names, that each step of its proofs follows from its premises, that
nothing in them gives what is said to be absent, and that the verdict follows. RECEIPT is a file that `--receipt` wrote, or a page that holds one; - reads it
from the input. `--law` and `--record` (again for each package laid over the first) are `law` and `record` unless given.

Ends with 0 if the receipt is verified, 1 if something in it is not so, 2 if it cannot be checked.

    dedere duty PERSON STATE --on DAY --receipt answer.json
    dedere-verify answer.json
)";

std::string read_all(const std::string& path) {
  return path == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : dedere::verify::read_file(path);
}

// `law` or `record` where one works, otherwise those that the program came with: it is built three folders below.
std::string usual(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto home = fs::read_symlink("/proc/self/exe", error).parent_path().parent_path().parent_path();
  return fs::exists(folder) || error ? folder : (home / folder).string();
}

int run(const std::vector<std::string>& arguments) {
  std::string file, law;
  std::vector<std::string> records;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& a = arguments[i];
    if (a == "--help" || a == "-h") { std::cout << help; return 0; }
    if (a == "--law" || a == "--record") {
      if (++i == arguments.size()) throw dedere::verify::Unusable("`" + a + "` needs a folder");
      if (a == "--law") law = arguments[i];
      else records.push_back(arguments[i]);
    } else if (file.empty() && (a == "-" || !a.starts_with('-'))) {
      file = a;
    } else {
      throw dedere::verify::Unusable("`" + a + "` was not expected: `dedere-verify --help` shows the use");
    }
  }
  if (file.empty()) throw dedere::verify::Unusable("no receipt is named: `dedere-verify --help` shows the use");
  if (records.empty()) records.push_back(usual("record"));
  const auto all = dedere::verify::receipts(read_all(file));
  dedere::verify::Verifier verifier(law.empty() ? usual("law") : law, records);
  for (const auto& receipt : all) {
    const auto tally = verifier.check(receipt);
    std::cout << receipt.at("question").dump() << "\nverified: " << tally.answers << (tally.answers == 1 ? " answer, " : " answers, ")
              << tally.steps << " steps, " << tally.rules << " rules, " << tally.rows << " rows\n";
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run({arguments + 1, arguments + count});
  } catch (const dedere::verify::Wrong& wrong) {
    std::cout << "not verified: " << wrong.what() << "\n";
    return 1;
  } catch (const std::exception& e) {
    std::cerr << "error: " << e.what() << "\n";
    return 2;
  }
}
