// A receipt held against the law and the record that it names.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "verify/record.hpp"

namespace dedere::verify {

// A claim of the receipt that is not so: which, and why.
struct Wrong : std::runtime_error { using runtime_error::runtime_error; };

struct Tally { std::size_t steps = 0, rules = 0, rows = 0, answers = 0; };

// The law and the record, read once.
class Verifier {
 public:
  // `law`: the folder, or one file; `records`: the packages' folders, in the order in which they lie over each other. Throws Unusable.
  Verifier(const std::string& law, const std::vector<std::string>& records);
  ~Verifier();
  // Throws Wrong at the first claim that does not hold, Unusable where there is nothing that can be checked.
  [[nodiscard]] Tally check(const Json& receipt);

 private:
  friend class Checker;
  struct Ground;
  std::unique_ptr<Ground> ground_;
};

// The receipts of a text: one, those of a brief, or what a page has in its element `receipt`.
[[nodiscard]] std::vector<Json> receipts(std::string_view text);

}  // namespace dedere::verify
