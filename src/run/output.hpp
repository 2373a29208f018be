// A folder that gets all answers or none: tables are written beside their names, and take them together at the end.
//
//     auto out = TRY(OutputFolder::open("answers"));
//     const auto rows = TRY(out.table("visit.csv", [&](const Sink& sink) { return write_table(…, sink); }));
//     TRY(out.finish());                                  // without it nothing stays
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "run/write.hpp"

namespace dedere::run {

class OutputFolder {
 public:
  // Makes the folder if there is none. F012 if answers cannot be written there.
  static Result<OutputFolder> open(const std::filesystem::path& folder);
  OutputFolder(OutputFolder&& other) noexcept : folder_(std::move(other.folder_)), tables_(std::exchange(other.tables_, {})), made_(std::exchange(other.made_, nullptr)) {}
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  ~OutputFolder();

  // What `write` returns; F012 if the disk is full.
  using Write = std::function<Result<std::size_t>(const Sink&)>;
  [[nodiscard]] Result<std::size_t> table(const std::string& name, const Write& write);
  [[nodiscard]] Result<Done> finish();

  // Removes what is unfinished in any such folder: for a signal's handler, which may call it at any moment.
  static void abandon() noexcept;

  struct Unfinished;

 private:
  OutputFolder() = default;
  struct Table { Unfinished* part; std::filesystem::path whole; };
  std::filesystem::path folder_;
  std::vector<Table> tables_;
  Unfinished* made_ = nullptr;  // the folder, if it is new
};

}  // namespace dedere::run
