// A web page into the text of its article: what a reader of the page would take for the story, and nothing of what surrounds it.
//
//     if (looks_like_page(text)) article.text = page(text).text;
//
// Kept: the headline, paragraphs, headings, lists, quotations. Left out: menus, related stories, captions, cookie notices, comments, forms, and paragraphs
// that are nothing but links. What is left out is told by the element, its role, or the words of its class and id; no language is known here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "time/date.hpp"

namespace dedere::read {

struct Page {
  std::string text;                      // the headline, then paragraphs, with a blank line between; quotes of claims are slices of this
  std::optional<time::Date> published;   // as its metadata states it: meta elements, JSON-LD, microdata, a `time` element
};

// Begins as HTML does: a doctype, a comment or an element of a page. Plain text that holds a tag somewhere does not.
[[nodiscard]] bool looks_like_page(std::string_view text);

// `utf8` is the page, whatever encoding it declares. Broken HTML is mended as browsers do it; a page without a story has an empty text.
[[nodiscard]] Page page(std::string_view utf8);

// Of a fragment, such as a feed's item holds: its paragraphs.
[[nodiscard]] std::string text_of_fragment(std::string_view html);

// The day of a date as pages and feeds write it: "2024-09-02T23:30:00+02:00", "20240902", "2024/09/02", "Mon, 02 Sep 2024 10:00:00 GMT". The day is
// the one written, in whatever zone.
[[nodiscard]] std::optional<time::Date> written_day(std::string_view text);

// The encoding that a page or feed declares in its first bytes ("charset=windows-1251", encoding="ISO-8859-1"), or blank.
[[nodiscard]] std::string declared_encoding(std::string_view bytes);

}  // namespace dedere::read
