#include <fmt/core.h>

#include <algorithm>

#include "publish/formats.hpp"
#include "publish/rows.hpp"
#include "record/sha256.hpp"

namespace dedere::publish {
namespace {

// As the content of an element or a quoted attribute. Characters that XML 1.0 does not have become U+FFFD.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') out += "\xEF\xBF\xBD";
    else out += c;
  }
  return out;
}

// A UUID (RFC 9562, version 8) out of the digest of a name: the same for ever, and no one's address.
std::string urn(const std::string& name) {
  auto hex = record::sha256("dedere/record/" + name).substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[hex[16] % 4];
  return fmt::format("urn:uuid:{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4), hex.substr(20));
}

struct Entry { record::Row row; time::Date known; };

// Every row that has a day on which it became known; the latest first.
std::vector<Entry> entries(const record::View& view, std::optional<record::Row> about) {
  std::vector<Entry> out;
  const auto add = [&](const std::vector<record::Row>& rows) {
    for (const auto row : rows)
      if (const auto known = row.date("known"); known && row.table().schema().key) out.push_back({row, *known});
  };
  if (about) add(rows_about(view, *about));
  else for (const auto& table : view.package().tables()) add(public_rows(view, table));
  std::ranges::stable_sort(out, [](const Entry& a, const Entry& b) { return b.known < a.known; });
  return out;
}

// A cell as a reader knows it: what it refers to by its name, where that has one.
std::string shown(const record::View& view, record::Row row, record::Column column) {
  const auto cell = view.cell(row, column);
  const auto target = view.package().follow(row, row.table().schema().fields[column].name);
  if (!target || !target->table().schema().entity) return std::string(cell);
  const auto name = target->cell(target->table().schema().entity->name);
  return name == cell ? std::string(cell) : fmt::format("{} ({})", name, cell);
}

std::string content(const record::View& view, record::Row row) {
  std::string out;
  const auto& fields = row.table().schema().fields;
  for (record::Column c = 0; c < fields.size(); ++c)
    if (!view.cell(row, c).empty()) out += fmt::format("{}: {}\n", fields[c].name, shown(view, row, c));
  return out;
}

std::string links(const record::View& view, record::Row row) {
  std::string out;
  for (const auto source : view.package().sources(row))
    if (const auto address = source.cell("address"); !address.empty())
      out += fmt::format("  <link rel=\"related\" href=\"{}\" title=\"{}\"/>\n", escaped(address), escaped(source.cell("title")));
  return out;
}

std::string entry(const record::View& view, const Entry& e) {
  const auto& table = e.row.table().name();
  const auto name = fmt::format("{}/{}", table, e.row.id());
  const auto corrected = view.cell(e.row, "supersedes");
  return fmt::format(" <entry>\n  <id>{}</id>\n  <title>{}{}</title>\n  <updated>{}T00:00:00Z</updated>\n  <category term=\"{}\"/>\n{}  <content type=\"text\">{}</content>\n </entry>\n", urn(name),
                     escaped(name), corrected.empty() ? "" : escaped(fmt::format(", corrects {}", corrected)), e.known.iso(), escaped(table), links(view, e.row), escaped(content(view, e.row)));
}

}  // namespace

Bundle atom(const record::View& view, std::optional<record::Row> about) {
  const auto all = entries(view, about);
  const auto whose = about ? fmt::format(" on {}", about->cell("name").empty() ? about->id() : about->cell("name")) : std::string();
  auto out = fmt::format("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n <id>{}</id>\n <title>The record of Dedere{}: what became known, the latest first</title>\n"
                         " <updated>{}T00:00:00Z</updated>\n <author><name>Dedere</name></author>\n",
                         urn(about ? fmt::format("{}/{}", about->table().name(), about->id()) + "/feed" : ""), escaped(whose), all.empty() ? "1970-01-01" : all.front().known.iso());
  for (const auto& e : all) out += entry(view, e);
  return {{"changes.atom", out + "</feed>\n"}};
}

}  // namespace dedere::publish
