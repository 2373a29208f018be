// The parts of the server that need no socket; tests/serve.py has the rest.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "serve/accept.hpp"
#include "serve/cache.hpp"
#include "serve/compress.hpp"
#include "serve/law_file.hpp"
#include "serve/routes.hpp"
#include "serve/target.hpp"

namespace dedere::serve {
namespace {

using Path = std::vector<std::string>;
using Parameters = std::vector<std::pair<std::string, std::string>>;

TEST(Target, IsTakenApart) {
  const struct { const char* shows; const char* text; Path path; Parameters parameters; } rows[] = {
      {"the root", "/", {""}, {}},
      {"parts", "/api/states/mn", {"api", "states", "mn"}, {}},
      {"a slash at the end is a part", "/a/", {"a", ""}, {}},
      {"escapes", "/a%20b/%C3%A9", {"a b", "é"}, {}},
      {"an escaped slash parts nothing", "/a%2fb", {"a/b"}, {}},
      {"a plus is itself in a path and a blank in a query", "/a+b?c+d=e+f", {"a+b"}, {{"c d", "e f"}}},
      {"parameters in their order, repeated ones too", "/?b=1&a=2&b=3", {""}, {{"b", "1"}, {"a", "2"}, {"b", "3"}}},
      {"a value with an equals sign", "/?reading=q%3Da=b", {""}, {{"reading", "q=a=b"}}},
      {"without a value", "/?a&=b&", {""}, {{"a", ""}, {"", "b"}}},
  };
  for (const auto& row : rows) {
    const auto target = Target::parse(row.text);
    ASSERT_TRUE(target) << row.shows;
    EXPECT_EQ(target->path, row.path) << row.shows;
    EXPECT_EQ(target->parameters, row.parameters) << row.shows;
  }
  for (const auto* wrong : {"", "api", "*", "http://a/", "/%", "/%2", "/%zz", "/%00", "/?a=%ff", "/%ED%A0%80"}) EXPECT_FALSE(Target::parse(wrong)) << wrong;
}

TEST(Accept, ReadsWhatAClientTakes) {
  const struct { const char* accept; const char* type; bool taken; } rows[] = {
      {"", "application/json", true},
      {"*/*", "application/json", true},
      {"application/*", "application/json", true},
      {"text/*", "application/json", false},
      {"text/html, application/json;q=0.5", "application/json", true},
      {"*/*, application/json;q=0", "application/json", false},
      {"application/json;q=0.0, */*", "application/json", false},
      {"application/*;q=0, application/json", "application/json", true},
      {"APPLICATION/JSON", "application/json", true},
      {"text/csv", "text/csv; charset=utf-8", true},
      {",,;;q", "application/json", false},
  };
  for (const auto& row : rows) EXPECT_EQ(accepts(row.accept, row.type), row.taken) << row.accept;
  EXPECT_TRUE(accepts_gzip("br, gzip;q=0.5"));
  EXPECT_TRUE(accepts_gzip("*"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0, *"));
  EXPECT_FALSE(accepts_gzip(""));
  EXPECT_TRUE(names_tag("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(names_tag("*", "\"b\""));
  EXPECT_FALSE(names_tag("\"a\"", "\"b\""));
}

TEST(Cache, KeepsWhatWasAskedForLast) {
  Cache cache(10'000);
  const auto answer = [](std::size_t size) { return Response{.body = bytes(std::string(size, 'x'))}; };
  for (const auto* key : {"a", "b", "c", "d", "e", "f", "g"}) cache.keep(key, answer(800));
  ASSERT_TRUE(cache.find("a")) << "seven fit";
  cache.keep("h", answer(800));
  cache.keep("i", answer(800));
  EXPECT_TRUE(cache.find("a")) << "it was asked for since";
  EXPECT_FALSE(cache.find("b")) << "it was not";
  EXPECT_LE(cache.size(), 10'000U);
  cache.keep("large", answer(2'000));
  EXPECT_FALSE(cache.find("large")) << "one answer does not drive out all others";
}

// docs/openapi.json and the table of routes say the same: paths, methods, parameters, media types.
TEST(Routes, AreThoseOfTheDescription) {
  const auto document = nlohmann::json::parse(std::ifstream(DEDERE_ROOT "/docs/openapi.json"));
  std::set<std::string> described, served;
  for (const auto& [path, methods] : document["paths"].items())
    for (const auto& [method, operation] : methods.items()) {
      auto line = method + " " + path;
      std::set<std::string> names, types;
      for (const auto& p : operation["parameters"]) {
        const auto& parameter = p.contains("$ref") ? document.at(nlohmann::json::json_pointer(p["$ref"].get<std::string>().substr(1))) : p;
        if (parameter["in"] == "query") names.insert(parameter["name"].get<std::string>());
      }
      for (const auto& name : names) line += " " + name;
      for (const auto& [type, schema] : operation["responses"]["200"]["content"].items()) types.insert(type);
      for (const auto& type : types) line += " " + type;
      described.insert(line);
    }
  for (const auto& route : routes()) {
    auto line = std::string(route.method == "GET" ? "get" : "post") + " " + std::string(route.path);
    for (const auto& name : std::set(route.parameters.begin(), route.parameters.end())) line += " " + std::string(name);
    for (const auto& type : std::set(route.types.begin(), route.types.end())) line += " " + std::string(type);
    served.insert(line);
  }
  EXPECT_EQ(served, described);
  EXPECT_GT(served.size(), 30U);
}

TEST(LawFile, IsCutIntoHeadingsProseAndRules) {
  language::Sources sources;
  std::vector<Diagnostic> faults, warnings;
  sources.add({"law/a/part.md", "# Part A: the first\n\nSome prose.\n\nMore.\n\n## 2 (b)\n```law\npredicate p(x: Number) \"{x}\".\n[A 2(b)] p(1) if 1 < 2.\n```\n```sh\nnot law\n```\n", ""}, faults);
  const auto program = language::load(std::move(sources), {}, warnings);
  ASSERT_TRUE(faults.empty() && program);
  const auto blocks = blocks_of(*program, 0);
  ASSERT_EQ(blocks.size(), 5U);
  EXPECT_EQ(blocks[0].anchor, "part-a-the-first");
  EXPECT_EQ(blocks[1].text, "Some prose.\n\nMore.");
  EXPECT_EQ(blocks[1].line, 2);
  EXPECT_EQ(blocks[2].level, 2);
  EXPECT_EQ(blocks[3].kind, LawBlock::Kind::rules);
  EXPECT_EQ(blocks[3].line, 9);
  ASSERT_EQ(blocks[3].rules.size(), 1U);
  EXPECT_EQ((*program)[blocks[3].rules[0]].label, "A 2(b)");
  EXPECT_EQ(blocks[4].text, "```sh\nnot law\n```");
  EXPECT_EQ(short_name("law/a/part.md"), "a/part");
}

}  // namespace
}  // namespace dedere::serve
