// Each fault of tests/golden/record/planted/planted.txt, planted alone in the small record of base.txt, is found, with the diagnostic that stands in
// said.txt; and all those that are rows, planted together, are all found in one run. DEDERE_RESET writes said.txt anew: read the difference.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "record/csv.hpp"
#include "record/package.hpp"

namespace dedere::record {
namespace {

const std::filesystem::path folder = DEDERE_ROOT "/tests/golden/record/planted";

using Cells = std::map<std::string, std::string, std::less<>>;  // column: text

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

struct Section { std::string title, body; };

std::vector<Section> sections(const std::string& text) {
  std::vector<Section> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("--- ")) out.push_back({line.substr(4), ""});
    else if (!out.empty()) out.back().body += line + "\n";
  }
  return out;
}

// \n, \t, \r and \0 as what they stand for.
std::string with_signs(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) { out += text[i]; continue; }
    switch (text[++i]) {
      case 'n': out += '\n'; break;
      case 't': out += '\t'; break;
      case 'r': out += '\r'; break;
      case '0': out += '\0'; break;
      default: out += text[i];
    }
  }
  return out;
}

// The description of the record, read once.
const std::shared_ptr<const std::string>& description() {
  static const auto text = std::make_shared<const std::string>(contents(std::filesystem::path(DEDERE_ROOT) / "record/datapackage.json"));
  return text;
}

const std::vector<Resource>& resources() {
  static const auto read = read_descriptor("record/datapackage.json", description());
  static const std::vector<Resource> none;
  return read ? *read : none;
}

// The base record: its tables as rows of cells, the description as it is.
class Planter {
 public:
  Planter() : description_(*description()) {
    for (const auto& r : resources()) for (const auto& field : r.fields) columns_[r.path].push_back(field.name);
    for (const auto& [title, body] : sections(contents(folder / "base.txt"))) read(title, body);
  }

  // The files with one row more; blank where the row is not understood.
  void add_row(const std::string& line) {
    const auto like = line.find(" like "), colon = line.find(": ");
    const auto file = line.substr(0, like) + ".csv", base = line.substr(like + 6, colon - like - 6);
    const auto found = std::ranges::find_if(rows_[file], [&](const Cells& row) { return row.at("id") == base; });
    ASSERT_NE(found, rows_[file].end()) << line;
    auto row = *found;
    for (auto rest = line.substr(colon + 2); !rest.empty();) {
      const auto end = rest.find(", ");
      const auto cell = rest.substr(0, end), column = cell.substr(0, cell.find('='));
      ASSERT_TRUE(std::ranges::find(columns_[file], column) != columns_[file].end()) << line;
      row[column] = with_signs(cell.substr(cell.find('=') + 1));
      rest = end == std::string::npos ? "" : rest.substr(end + 2);
    }
    rows_[file].push_back(row);
  }

  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> out{{"datapackage.json", description_}};
    for (const auto& [file, columns] : columns_) {
      std::vector<std::string_view> cells(columns.begin(), columns.end());
      auto& text = out[file] = csv_row(cells);
      const auto table = rows_.find(file);
      if (table == rows_.end()) continue;
      for (const auto& row : table->second) {
        for (std::size_t c = 0; c < columns.size(); ++c) cells[c] = row.contains(columns[c]) ? std::string_view(row.at(columns[c])) : std::string_view();
        text += csv_row(cells);
      }
    }
    return out;
  }

 private:
  void read(const std::string& file, const std::string& text) {
    CsvReader reader(file, text);
    std::vector<Cell> header, row;
    reader.next(header);
    while (reader.next(row)) {
      Cells cells;
      for (std::size_t i = 0; i < row.size(); ++i) cells[std::string(header[i].text)] = row[i].text;
      rows_[file].push_back(std::move(cells));
    }
    EXPECT_TRUE(reader.faults().empty()) << file;
  }

  std::string description_;
  std::map<std::string, std::vector<std::string>> columns_;  // of each file
  std::map<std::string, std::vector<Cells>> rows_;
};

void edit(std::map<std::string, std::string>& files, const std::string& line) {
  if (const auto plus = line.find(" += "); plus != std::string::npos) { files[line.substr(0, plus)] += with_signs(line.substr(plus + 4)); return; }
  const auto colon = line.find(": "), arrow = line.find(" =>");
  ASSERT_NE(arrow, std::string::npos) << line;
  auto& text = files[line.substr(0, colon)];
  const auto old = line.substr(colon + 2, arrow - colon - 2), now = arrow + 4 < line.size() ? line.substr(arrow + 4) : std::string();
  if (old == "*") { text = now; return; }
  const auto at = text.find(old);
  ASSERT_NE(at, std::string::npos) << line;
  text.replace(at, old.size(), now);
}

std::vector<Diagnostic> faults(std::map<std::string, std::string> files) {
  const auto described = files["datapackage.json"] == *description() ? std::optional(resources()) : std::nullopt;
  const auto read = [files](const std::string& name) -> Result<std::string> {
    if (const auto found = files.find(name); found != files.end()) return found->second;
    return Failure(fault("A001", fmt::format("`record/{}` cannot be read: No such file or directory", name), "check the path and that you may read it"));
  };
  const auto names = [files] { std::vector<std::string> all; for (const auto& [name, text] : files) all.push_back(name); return all; };
  const auto package = load({Folder{.path = "record", .read = read, .names = names, .described = described}});
  return package ? std::vector<Diagnostic>() : package.error().diagnostics();
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }
bool is_row(const Section& fault) { return fault.body.find(" like ") != std::string::npos; }

TEST(Planted, TheBaseIsSound) {
  for (const auto& d : faults(Planter().files())) ADD_FAILURE() << show(d);
}

TEST(Planted, EachFaultIsFoundWithItsPlace) {
  const auto planted = sections(contents(folder / "planted.txt"));
  EXPECT_GE(planted.size(), 60U);
  std::map<std::string, std::string> expected;
  for (const auto& [title, body] : sections(contents(folder / "said.txt"))) expected[title] = body;
  std::string said = "What is said of each fault of planted.txt.\n";
  for (const auto& fault : planted) {
    SCOPED_TRACE(fault.title);
    Planter planter;
    if (is_row(fault)) planter.add_row(first_line(fault.body));
    auto files = planter.files();
    if (!is_row(fault)) edit(files, first_line(fault.body));
    const auto found = faults(std::move(files));
    EXPECT_FALSE(found.empty());
    std::string text;
    for (const auto& d : found) {
      text += show(d);
      EXPECT_TRUE(d.place.line > 0 && d.place.column > 0) << show(d);
      EXPECT_FALSE(d.help.empty()) << show(d);
    }
    EXPECT_EQ(text, expected[fault.title]);
    said += "--- " + fault.title + "\n" + text;
  }
  if (std::getenv("DEDERE_RESET") != nullptr) std::ofstream(folder / "said.txt", std::ios::binary) << said;
}

// The first lines of what is shown, without those that depend on what other rows there are.
std::set<std::string> messages(const std::string& text) {
  std::set<std::string> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("error[") && !std::set<std::string>{"R011", "R013", "R019", "R021", "R024"}.contains(line.substr(6, 4))) out.insert(line);
  return out;
}

TEST(Planted, AllAreFoundInOneRun) {
  Planter all;
  std::set<std::string> rows;
  for (const auto& fault : sections(contents(folder / "planted.txt"))) {
    if (!is_row(fault)) continue;
    rows.insert(fault.title);
    all.add_row(first_line(fault.body));
  }
  std::string shown;
  for (const auto& d : faults(all.files())) shown += show(d);
  const auto together = messages(shown);
  EXPECT_GE(together.size(), 60U);
  for (const auto& [title, said] : sections(contents(folder / "said.txt")))
    for (const auto& one : rows.contains(title) ? messages(said) : std::set<std::string>()) EXPECT_TRUE(together.contains(one)) << title << ": " << one;
}

}  // namespace
}  // namespace dedere::record
