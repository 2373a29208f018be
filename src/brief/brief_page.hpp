// A brief as a page.
#pragma once

#include "brief/brief.hpp"
#include "brief/document.hpp"

namespace dedere::brief {

[[nodiscard]] Document brief_page(const Brief& brief);

}  // namespace dedere::brief
