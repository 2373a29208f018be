// Several files as one (PKWARE's ZIP, deflated).
#pragma once

#include <string>

#include "publish/bundle.hpp"

namespace dedere::serve {

// The same files give the same bytes: every time in it is the first that the format can say.
[[nodiscard]] std::string zip(const publish::Bundle& files);

}  // namespace dedere::serve
