// What is printed obeys the published schemas, and holds nothing that they do not describe.
#include "brief/json.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <fstream>

#include "brief/brief.hpp"
#include "brief/small_world.hpp"

namespace dedere::brief {
namespace {

using Json = nlohmann::json;
using time::Date;

Json schema(const std::string& name) {
  std::ifstream file(DEDERE_ROOT "/docs/schema/" + name + ".json");
  return Json::parse(file);
}

bool is_type(const Json& value, const std::string& type) {
  return type == "null" ? value.is_null() : type == "string" ? value.is_string() : type == "integer" ? value.is_number_integer() : type == "boolean" ? value.is_boolean() : type == "array" ? value.is_array() : value.is_object();
}

// As much of JSON Schema as the schemas use, and stricter: a property that is not described is a fault.
class Validator {
 public:
  explicit Validator(Json root) : root_(std::move(root)) {}
  std::vector<std::string> faults(const Json& value) const {
    std::vector<std::string> out;
    check(value, root_, "$", out);
    return out;
  }

 private:
  void check(const Json& value, const Json& rule, const std::string& at, std::vector<std::string>& out) const {
    if (rule.contains("$ref")) return check(value, root_.at(Json::json_pointer(rule["$ref"].get<std::string>().substr(1))), at, out);
    if (rule.contains("anyOf")) {
      std::vector<std::string> first;
      for (const auto& one : rule["anyOf"]) {
        std::vector<std::string> faults;
        check(value, one, at, faults);
        if (faults.empty()) return;
        if (first.empty()) first = faults;
      }
      out.insert(out.end(), first.begin(), first.end());
      return;
    }
    if (rule.contains("const") && value != rule["const"]) out.push_back(at + ": not " + rule["const"].dump());
    if (rule.contains("enum") && std::find(rule["enum"].begin(), rule["enum"].end(), value) == rule["enum"].end()) out.push_back(at + ": " + value.dump() + " is none of the values");
    if (rule.contains("type")) {
      const auto types = rule["type"].is_array() ? rule["type"] : Json::array({rule["type"]});
      if (std::none_of(types.begin(), types.end(), [&](const Json& t) { return is_type(value, t.get<std::string>()); })) out.push_back(at + ": " + value.dump().substr(0, 60) + " is no " + rule["type"].dump());
    }
    if (rule.contains("format") && value.is_string() && !Date::parse(value.get<std::string>())) out.push_back(at + ": " + value.dump() + " is no day");
    if (value.is_array() && rule.contains("items"))
      for (std::size_t i = 0; i < value.size(); ++i) check(value[i], rule["items"], at + "[" + std::to_string(i) + "]", out);
    if (!value.is_object() || !rule.contains("properties")) return;
    for (const auto& name : rule["required"])
      if (!value.contains(name.get<std::string>())) out.push_back(at + ": lacks " + name.dump());
    for (const auto& [name, part] : value.items()) {
      if (rule["properties"].contains(name)) check(part, rule["properties"][name], at + "." + name, out);
      else out.push_back(at + "." + name + ": not described");
    }
  }
  Json root_;
};

void expect_valid(const Validator& validator, const std::string& text) {
  for (const auto& fault : validator.faults(Json::parse(text))) ADD_FAILURE() << fault;
}

TEST(Json, DutiesObeyTheirSchema) {
  const Validator validator(schema("duty-1"));
  const SmallWorld today, in_2020(Date::parse("2020-12-31"));
  for (const auto* world : {&today, &in_2020})
    for (const char* person : {"pat", "quinn", "nobody"})
      for (const char* state : {"aa", "bb", "cc", "zz"})
        for (const char* day : {"2009-01-01", "2020-06-01", "2022-05-01"})
        {
          const auto answer = duty(world->setting(), {person, state, *Date::parse(day), *Date::parse(day) + time::days{2}});
          expect_valid(validator, json(answer));
          EXPECT_EQ(json(answer), to_json(answer).dump(2) + "\n") << "what is written again, by copying, is what it was";
        }
}

TEST(Json, BriefsObeyTheirSchema) {
  const Validator validator(schema("brief-1"));
  std::vector<read::Claim> claims;
  for (int kind = 0; kind <= static_cast<int>(read::Kind::consequence); ++kind)
    for (const char* person : {"pat", ""})
      for (const char* state : {"aa", "cc", ""}) {
        read::Claim claim;
        claim.kind = static_cast<read::Kind>(kind);
        claim.person = person;
        claim.state = state;
        claim.from = time::Edtf::parse(kind % 2 == 0 ? "2022-05-01" : "2022");
        claim.quote = {"word", static_cast<std::size_t>(kind), static_cast<std::size_t>(kind) + 4};
        claim.rule = "test";
        claims.push_back(claim);
      }
  for (const auto day : {Date::parse("2022-05-01"), std::optional<Date>()}) {
    const SmallWorld world(day);
    expect_valid(validator, json(brief(world.setting(), {"article", "text", day}, claims)));
    expect_valid(validator, json(brief(world.setting(), {"article", "", day}, {})));
  }
}

TEST(Json, TheSchemasAreHeldToo) {
  const Validator validator(schema("duty-1"));
  auto wrong = Json::parse(json(duty(SmallWorld().setting(), {"pat", "aa", *Date::parse("2022-05-01"), *Date::parse("2022-05-01")})));
  ASSERT_TRUE(validator.faults(wrong).empty());
  wrong["verdict"] = "guilty";
  wrong["proof"].erase("sentence");
  wrong["extra"] = 1;
  wrong["spans"][0]["from"] = "2022-13-01";
  EXPECT_EQ(validator.faults(wrong).size(), 4U);
}

}  // namespace
}  // namespace dedere::brief
