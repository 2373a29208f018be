#include "receipt/files.hpp"

#include <filesystem>
#include <map>

#include "receipt/written.hpp"

namespace dedere::receipt {
namespace {

Json file(const std::string& name, std::string_view text) { return {{"file", name}, {"digest", digest(text)}}; }

}  // namespace

Json files(const language::Sources& law, const std::string& whole) {
  std::multimap<std::string, std::string_view> texts;
  for (std::size_t i = 0; i < law.size(); ++i) texts.emplace(law[i].in_folder(), law[i].text);
  auto all = Json::array();
  for (const auto& [name, text] : texts) all.push_back(file(name, text));
  return {{"digest", whole}, {"files", std::move(all)}};
}

Json files(const record::Package& record, const std::string& whole) {
  auto packages = Json::array();
  for (const auto& package : record.packages()) {
    auto all = Json::array();
    for (const auto& [name, text] : package.texts) all.push_back(file(name, *text));
    packages.push_back({{"package", package_name(package)}, {"files", std::move(all)}});
  }
  return {{"digest", whole}, {"packages", std::move(packages)}};
}

std::string package_name(const record::PackageFiles& package) {
  if (const auto found = package.texts.find("datapackage.json"); found != package.texts.end()) {
    const auto described = Json::parse(*found->second, nullptr, false);
    if (described.is_object() && described.contains("name") && described["name"].is_string()) return described["name"].get<std::string>();
  }
  const auto folder = std::filesystem::path(package.folder).lexically_normal();
  return folder.has_filename() ? folder.filename().string() : folder.parent_path().filename().string();
}

}  // namespace dedere::receipt
