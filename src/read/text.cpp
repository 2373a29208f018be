#include "read/text.hpp"

#include <fmt/core.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "read/page.hpp"

namespace dedere::read {
namespace {

Failure refuse(const char* code, std::string message, std::string help, const std::string& file) {
  return Failure(fault(code, std::move(message), std::move(help), {.file = file, .line = 0, .column = 0, .length = 1, .heading = {}, .text = {}}));
}

std::string_view without_mark(std::string_view bytes) { return bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes; }

// The first byte that is not well-formed UTF-8 (surrogates and overlong forms included), if any.
std::optional<std::size_t> first_fault(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto at = [&](std::size_t k) { return k < s.size() ? static_cast<unsigned char>(s[k]) : 0U; };
    const auto b = at(i);
    if (b < 0x80) { ++i; continue; }
    const std::size_t n = b >= 0xC2 && b < 0xE0 ? 2 : b >= 0xE0 && b < 0xF0 ? 3 : b >= 0xF0 && b < 0xF5 ? 4 : 0;
    if (n == 0 || i + n > s.size()) return i;
    for (std::size_t k = 1; k < n; ++k) if ((at(i + k) & 0xC0U) != 0x80) return i;
    if ((b == 0xE0 && at(i + 1) < 0xA0) || (b == 0xED && at(i + 1) >= 0xA0) || (b == 0xF0 && at(i + 1) < 0x90) || (b == 0xF4 && at(i + 1) >= 0x90)) return i;
    i += n;
  }
  return std::nullopt;
}

bool control(unsigned char c) { return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b; }

bool binary(std::string_view bytes) {
  const auto controls = std::count_if(bytes.begin(), bytes.end(), [](char c) { return control(static_cast<unsigned char>(c)); });
  return bytes.find('\0') != std::string_view::npos || static_cast<std::size_t>(controls) * 200 > bytes.size();
}

std::string line_ends(std::string text) {
  if (text.find('\r') == std::string::npos) return text;
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') out += text[i];
    else if (i + 1 >= text.size() || text[i + 1] != '\n') out += '\n';
  }
  return out;
}

// None where a byte has no meaning in that encoding.
std::optional<std::string> convert(std::string_view bytes, const char* encoding) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(encoding, &error), ucnv_close);
  if (U_FAILURE(error)) return std::nullopt;
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  std::vector<UChar> wide(bytes.size() * 2 + 8);
  const auto length = ucnv_toUChars(from.get(), wide.data(), static_cast<std::int32_t>(wide.size()), bytes.data(), static_cast<std::int32_t>(bytes.size()), &error);
  if (U_FAILURE(error)) return std::nullopt;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open("UTF-8", &error), ucnv_close);
  if (U_FAILURE(error)) return std::nullopt;
  std::string out(static_cast<std::size_t>(length) * 3 + 8, '\0');
  const auto size = ucnv_fromUChars(to.get(), out.data(), static_cast<std::int32_t>(out.size()), wide.data(), length, &error);
  if (U_FAILURE(error)) return std::nullopt;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

struct Guess { std::string encoding; int confidence; };
std::optional<Guess> detect(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error), ucsdet_close);
  const auto sample = bytes.substr(0, 65536);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
  const auto* match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || match == nullptr) return std::nullopt;
  return Guess{ucsdet_getName(match, &error), ucsdet_getConfidence(match, &error)};
}

Result<Text> finished(std::string utf8, std::string encoding, const std::string& file) {
  if (utf8.find_first_not_of(" \t\r\n\f\v") == std::string::npos) return refuse("T001", "the text is empty", "give an article as plain text", file);
  if (binary(utf8)) return refuse("T002", "this is not text: it holds control characters", "save the article as plain text (UTF-8)", file);
  return Text{line_ends(std::move(utf8)), std::move(encoding)};
}

// Latin-1 has control characters where windows-1252 has the quotation marks of the press.
std::string as_the_press_means(const std::string& detected) { return detected == "ISO-8859-1" || detected == "iso-8859-1" ? "windows-1252" : detected; }

}  // namespace

Result<Text> decode(std::string_view bytes, const std::string& file) {
  if (bytes.size() > most_bytes)
    return refuse("T004", fmt::format("the text has {} MB; an article has at most {}", bytes.size() >> 20U, most_bytes >> 20U), "give one article at a time", file);
  if (bytes.empty()) return refuse("T001", "the text is empty", "give an article as plain text", file);
  for (const auto& [mark, encoding] : {std::pair<std::string_view, const char*>{"\xFF\xFE", "UTF-16LE"}, {"\xFE\xFF", "UTF-16BE"}}) {
    if (!bytes.starts_with(mark)) continue;
    auto text = bytes.size() % 2 == 0 ? convert(bytes.substr(2), encoding) : std::nullopt;
    if (!text) return refuse("T003", fmt::format("the text is marked {} but does not follow it", encoding), "save the article as UTF-8", file);
    return finished(std::move(*text), encoding, file);
  }
  if (binary(bytes)) return refuse("T002", "this is not text: it holds control characters", "save the article as plain text (UTF-8)", file);
  const auto plain = without_mark(bytes);
  const auto fault_at = first_fault(plain);
  if (!fault_at) return finished(std::string(plain), "UTF-8", file);
  if (const auto declared = as_the_press_means(declared_encoding(bytes)); !declared.empty())
    if (auto text = convert(bytes, declared.c_str())) return finished(std::move(*text), declared, file);
  const auto guess = detect(bytes);
  if (!guess || guess->confidence < 10 || guess->encoding.starts_with("UTF-"))
    return refuse("T003", fmt::format("the encoding is not recognised: byte {} is not UTF-8", *fault_at + 1), "save the article as UTF-8", file);
  const auto encoding = as_the_press_means(guess->encoding);
  auto text = convert(bytes, encoding.c_str());
  if (!text) return refuse("T003", fmt::format("the text looks like {} but has bytes that it does not allow", encoding), "save the article as UTF-8", file);
  return finished(std::move(*text), encoding, file);
}

}  // namespace dedere::read
