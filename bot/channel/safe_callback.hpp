// Callbacks in WeChat's safe mode, as the official account and WeCom send them: an XML envelope
// around a ciphertext, whose signature is in the address. Constant, safe from any thread.
// Source: https://developer.work.weixin.qq.com/document/path/90968 (read 2026-11-23).
#pragma once

#include "board/model/instant.hpp"
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/fault.hpp"
#include "bot/channel/query_string.hpp"
#include "http/request.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace huiying::channel {

/// A query that has what a check of `signature_name` needs and a fresh time stamp. The signature
/// itself is the caller's to compare.
[[nodiscard]] Checked<QueryString> signed_query(
    std::string_view raw,
    std::string_view signature_name,
    model::Instant now,
    std::chrono::seconds skew
);

/// Checks of one account. References must outlive it.
struct SafeCallback {
    const std::string& token;
    const CallbackCipher& cipher;
    std::chrono::seconds skew;

    /// The XML inside a delivery.
    [[nodiscard]] Checked<std::string> open(const http::Request& request, model::Instant now) const;
    /// What is inside a JSON envelope's ciphertext.
    [[nodiscard]] Checked<std::string> open_json(
        std::string_view raw_query, std::string_view encrypted, model::Instant now
    ) const;
    /// What is behind the "echostr" of an address check, to be answered as it is.
    [[nodiscard]] Checked<std::string> open_echo(std::string_view raw_query, model::Instant now)
        const;

  private:
    [[nodiscard]] Checked<std::string> decrypt(const QueryString& query, std::string_view encrypted)
        const;
};

}  // namespace huiying::channel
