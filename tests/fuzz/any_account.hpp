// What the fuzz targets of signed deliveries share: an account at a fixed time, and what every
// message that gets in must keep to.
#pragma once

#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace huiying::fuzz {

inline const model::Instant kNow{std::chrono::seconds{1'763'860'000}};
inline constexpr const char* kTime = "1763860000";
inline constexpr const char* kToken = "fuzz-token";
inline constexpr const char* kAesKey = "hY7sQ2mKp0vTzXcR4nLdWbE6jU9gAaFi3oZ8tByC1Ne";

/// Aborts where a message that was taken in does not keep to it.
inline void check(const channel::Channel& account, const channel::Received& received) {
    const auto* const message = std::get_if<channel::Message>(&received);
    if (message == nullptr)
        return;
    const auto& inbound = message->inbound;
    if (inbound.sender.empty() || inbound.text.empty() || inbound.delivery_key.size() > 300 ||
        inbound.received_at > kNow || inbound.way_back.size() > 2000 ||
        inbound.text.find('\0') != std::string::npos)
        std::abort();
    static_cast<void>(account.accepted(*message, {"n", "c", inbound.text}));
}

/// REQUIRES: an account that can be opened.
inline std::unique_ptr<channel::Channel> opened(const model::ChannelAccount& account) {
    auto made = channel::open_channel(account);
    return std::move(std::get<std::unique_ptr<channel::Channel>>(made));
}

}  // namespace huiying::fuzz
