// Traditional Chinese symbols as simplified ones, so that a question finds its answer in whichever
// it is written. Used by knowledge. Pure, safe from any thread. Symbol by symbol, by OpenCC's table
// t2s, which only this room links.
#pragma once

#include <string>
#include <string_view>

namespace huiying::text {

/// "臺灣居民怎麼辦" gives "台湾居民怎么办"; all else, invalid bytes too, stays. Throws
/// std::runtime_error when OpenCC's data are not installed.
[[nodiscard]] std::string simplified(std::string_view text);

}  // namespace huiying::text
