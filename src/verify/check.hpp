// A receipt held against the law and the record that it names.
#pragma once

#include <memory>

#include "verify/record.hpp"
#include "verify/world.hpp"

namespace dedere::verify {

// A claim of the receipt that is not so: which, and why.
struct Wrong : std::runtime_error { using runtime_error::runtime_error; };

struct Tally { std::size_t steps, rules, rows, answers; };

// The law and the record, read once.
class Verifier {
 public:
  // `law`: the folder, or one file; `records`: the packages' folders, in the order in which they lie over each other. Throws Unusable.
  Verifier(const std::string& law, const std::vector<std::string>& records);
  // Throws Wrong at the first claim that does not hold, Unusable where there is nothing that can be checked.
  [[nodiscard]] Tally check(const Json& receipt);

 private:
  friend class Checker;
  Names names_;
  Law law_;
  Record record_;
  Json law_files_, record_files_;  // as a receipt names them
  // What follows as known on a day, with what is supposed.
  struct Case {
    Case(Json on, std::vector<Fact> there, const Law& law, Names& names) : of(std::move(on)), facts(std::move(there)), world(law, facts, names) {}
    Json of;
    std::vector<Fact> facts;
    World world;
  };
  std::unique_ptr<Case> case_;
};

// The receipts of a text: one, those of a brief, or what a page has in its element `receipt`. Throws Unusable.
[[nodiscard]] std::vector<Json> receipts(std::string_view text);

}  // namespace dedere::verify
