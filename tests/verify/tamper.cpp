// tamper --law DIR --record DIR [--every N] RECEIPT...: changes each receipt in every single place, one at a time, and tells what the verifier lets pass.
//
// With --every N only each N-th change is tried. Ends with 0 if all changes but those that leave the receipt true are found.
#include <iostream>

#include "changes.hpp"

using namespace dedere::verify;

namespace {

// How many changes passed.
std::size_t tamper(Verifier& verifier, Json receipt, std::size_t every) {
  (void)verifier.check(receipt);
  std::size_t counted = 0, tried = 0, left_true = 0, passed = 0;
  Changes::each(receipt, [&](const std::string& path, const std::string& how) {
    if (counted++ % every != 0) return;
    ++tried;
    try {
      (void)verifier.check(receipt);
      if (still_true(path, how)) ++left_true;
      else if (++passed <= 40) std::cout << "not found: " << path << " " << how << "\n";
    } catch (const Wrong&) {
    } catch (const Unusable&) {
    }
  });
  std::cout << tried << " changes: " << tried - left_true - passed << " found, " << left_true << " leave it true, " << passed << " not found\n";
  return passed;
}

}  // namespace

int main(int count, char** arguments) {
  std::string law;
  std::vector<std::string> records, files;
  std::size_t every = 1, passed = 0;
  for (int i = 1; i < count; ++i) {
    const std::string a = arguments[i];
    if (a == "--law") law = arguments[++i];
    else if (a == "--record") records.emplace_back(arguments[++i]);
    else if (a == "--every") every = std::stoul(arguments[++i]);
    else files.push_back(a);
  }
  try {
    Verifier verifier(law, records);
    for (const auto& file : files)
      for (const auto& receipt : receipts(read_file(file))) {
        std::cout << file << ": ";
        passed += tamper(verifier, receipt, every);
      }
  } catch (const std::exception& e) {
    std::cerr << "error: " << e.what() << "\n";
    return 2;
  }
  return files.empty() || passed > 0 ? 1 : 0;
}
