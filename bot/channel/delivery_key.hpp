// The unique key of a delivery. Two deliveries are one message exactly when their keys are equal.
// Pure.
// Grammar: key = component *( "|" component ), in each component "%", "|" and "#" are written %25,
// %7C, %23, so that ("a|b","c") and ("a","b|c") differ. A key over 300 bytes is its first 200
// bytes, "|#" and the SHA-256 of the whole.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace huiying::channel {

inline constexpr std::size_t kMaxDeliveryKeyBytes = 300;

std::string make_delivery_key(std::initializer_list<std::string_view> components);

}  // namespace huiying::channel
