// Files for other tools, made in memory and written all or none.
//
//     Bundle bundle{{"record.json", json(view)}};
//     add_manifest(bundle, {.format = "json", .program = "dedere 1.0.0", .record = package.digest()});
//     TRY(write(bundle, "out"));
//
// The bytes depend on the record, the law and the questions asked, never on the clock, the machine or the folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "time/date.hpp"

namespace dedere::publish {

struct File { std::string path, bytes; };
using Bundle = std::vector<File>;

// What a bundle was made of.
struct Edition {
  std::string format, program;            // "geojson", "dedere 0.1.0"
  std::string record, law;                // digests; `law` is blank where none was asked
  std::optional<time::Date> as_known, on;
};

// Adds manifest.json: the edition, and of every file its size and SHA-256, by name.
void add_manifest(Bundle& bundle, const Edition& edition);

// Into a folder that is empty or not there: first a folder beside it, which takes its name when all is written. Fails with F012, or A010 where
// something is in it already; then nothing is left behind.
[[nodiscard]] Result<Done> write(const Bundle& bundle, const std::filesystem::path& folder);

}  // namespace dedere::publish
