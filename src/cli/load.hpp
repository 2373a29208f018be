// Law and record as the options say, for the commands that ask them.
#pragma once

#include "cli/options.hpp"
#include "house/house.hpp"

namespace dedere::cli {

using house::House;
using house::in_record;
using house::Known;
using house::known;
using house::load;
using house::readings;
using house::setting;

}  // namespace dedere::cli
