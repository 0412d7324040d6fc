// The mobile number that a citizen says is theirs, in words of a chat: where the talk's own way is
// shut later, a short message goes there. Used by desk and bot/conversation. Pure.
#pragma once

#include <string>

namespace huiying::desk {

/// Digits alone; "" where the text states none. A number that is not said to be the writer's own is
/// none: it may be anybody's.
[[nodiscard]] std::string mobile_stated_in(const std::string& text);

/// The only mobile number in a contact, digits alone; "" when there is none.
[[nodiscard]] std::string mobile_in(const std::string& contact);

}  // namespace huiying::desk
