// The proofs of a receipt as a list of steps, each once, with the rules and rows that they name.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "brief/setting.hpp"
#include "reason/explain.hpp"

namespace dedere::receipt {

using Json = nlohmann::ordered_json;

class Steps {
 public:
  explicit Steps(const brief::Setting& setting) : setting_(setting), program_(setting.program) {}

  // A proof that holds in `world`, at `at` where it does not say itself.
  void add(const reason::Proof& proof, const reason::World& world, time::Instant at);

  // [{"readings", "step"}], the steps with their numbers from 1 in order of first appearance, parents first; the rules by label; the rows by name.
  [[nodiscard]] Json proofs() const;
  [[nodiscard]] Json steps() const;
  [[nodiscard]] Json rules() const;
  [[nodiscard]] Json rows() const;

 private:
  using Node = std::size_t;  // in nodes_; a node's parts come before it
  struct Objection {
    language::RuleId rule;
    bool raised = false, stands = false;
    std::vector<Node> ground;
    std::vector<Objection> answers;
  };
  struct Step {
    Json before;  // what is written before the premises
    std::vector<Node> premises;
    std::vector<Objection> objections;
    bool has_premises = false, has_objections = false, shortened = false;
  };
  struct Root { Json readings; Node node; };

  [[nodiscard]] Node node(const reason::Proof& proof, const reason::World& world, time::Instant at);
  [[nodiscard]] Objection objection(const reason::Objection& objection, const reason::World& world, time::Instant at);
  [[nodiscard]] std::string row(language::Origin origin);
  void number(Node node);
  void number(const Objection& objection);
  [[nodiscard]] Json written(const Objection& objection) const;
  [[nodiscard]] Json written(const Step& step) const;
  [[nodiscard]] Json ids(const std::vector<Node>& nodes) const;
  [[nodiscard]] std::string key(const Step& step) const;
  void key(const Objection& objection, std::string& out) const;

  const brief::Setting& setting_;
  const language::Program& program_;
  std::vector<Step> nodes_;
  std::map<std::string, Node> known_;     // by what they say
  std::vector<Root> roots_;
  std::vector<std::size_t> id_;           // of each node; 0: none yet
  std::vector<Node> order_;               // by id
  std::map<std::string, language::RuleId> rules_;
  std::map<std::pair<std::string, std::string>, Json> rows_;  // by name and text
};

}  // namespace dedere::receipt
