// DingTalk's event callbacks (HTTP mode): an encrypted JSON envelope whose signature is in the
// address, and the answer that the platform wants, encrypted too, within 1.5 s. Constant after
// construction, safe from any thread.
// Source: https://open.dingtalk.com/document/orgapp/configure-event-subcription (read 2026-11-25);
// official samples spell the names of the query in two ways.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/instant.hpp"
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/fault.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::channel {

/// A time stamp in milliseconds as seconds, rounded away from now, so that a bound holds to the
/// millisecond. Errors: bad_timestamp.
[[nodiscard]] Checked<std::int64_t> seconds_of_milliseconds(
    std::string_view milliseconds, model::Instant now
);

class DingtalkEvents {
  public:
    /// Secrets event_token, event_aes_key; setting event_owner (the application's key where it is
    /// empty). nullopt when the key is none.
    static std::optional<DingtalkEvents> from(const model::ChannelAccount& account);

    /// Whether a request says of itself that it is such a callback.
    static bool is_meant(const http::Request& request);

    /// The JSON of the event, decrypted.
    [[nodiscard]] Checked<std::string> open(const http::Request& request, model::Instant now) const;

    /// "success" as the platform wants to hear it.
    Answer success(model::Instant now) const;

  private:
    DingtalkEvents(std::string token, CallbackCipher cipher, std::chrono::seconds skew);

    std::string token_;
    CallbackCipher cipher_;
    HmacKey reply_key_;  ///< what answers take their random bytes from
    std::chrono::seconds skew_;
};

/// "EventType" of an event, "" when it is none.
std::string dingtalk_event_type(std::string_view event);

}  // namespace huiying::channel
