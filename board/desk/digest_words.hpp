// A digest in one sentence, for the bell. Used by digests.cpp. Pure.
#pragma once

#include "board/desk/digests.hpp"

#include <string>

namespace huiying::desk {

/// "超期2件（另有协办意见1件），今天到期1件", the figures as the dashboard has them; empty when
/// there is nothing to tell.
std::string digest_sentence(const DigestView& view);

}  // namespace huiying::desk
