// Whether bytes are text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dedere {

// The first byte that is not UTF-8 text: part of no well-formed sequence (overlong forms and halves of surrogate pairs are none), or NUL. None: all
// of it is. ASCII goes by at eight bytes a step.
[[nodiscard]] std::optional<std::size_t> first_not_text(std::string_view bytes);

}  // namespace dedere
