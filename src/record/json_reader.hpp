// Reads a package's description: each call gives a field, or notes what is wrong with it and gives what stands for nothing, so that all faults are
// found in one run. Inside the room. `at` is the way to a value, as json_place takes it.
#pragma once

#include <initializer_list>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "record/schema.hpp"

namespace dedere::record {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

class JsonReader {
 public:
  JsonReader(std::string file, std::shared_ptr<const std::string> text) : file_(std::move(file)), text_(std::move(text)) {}

  std::string text(const Json& json, const char* name, const std::string& at);           // of an object that must have it
  std::string optional_text(const Json& json, const char* name, const std::string& at);
  std::string one_text(const Json& json, const char* field, const std::string& at);      // a key, written "id" or ["id"]
  bool truth(const Json& json, const char* name, const std::string& at);                 // false if it is not there
  Texts texts(const Json& json, const char* name, const std::string& at);
  std::optional<std::size_t> count(const Json& json, const char* name, const std::string& at);

  // The elements of a list, each with its way.
  struct Item { const Json* json; std::string at; };
  enum class Needed { no, yes };
  std::vector<Item> items(const Json& json, const char* name, const std::string& at, Needed needed = Needed::yes);

  std::optional<Column> column(const std::string& name, const Resource& r, const std::string& at);
  std::optional<Column> day_column(const Json& json, const char* name, const Resource& r, const std::string& at);

  void only(const Json& json, std::initializer_list<const char*> known, const std::string& at);  // no field but these
  void wrong(const std::string& at, const std::string& message, std::string help);
  static std::string suggestion(const std::string& word, const Texts& candidates);

 protected:
  std::string file_;
  std::shared_ptr<const std::string> text_;
  std::vector<Diagnostic> faults_;
};

// The element `dedere:constraints` of a resource whose columns are read.
[[nodiscard]] std::vector<Constraint> read_constraints(JsonReader& reader, const Json& json, const Resource& r, const std::string& at);

}  // namespace dedere::record
