// What a gateway for short messages reports of those that it took: how such a request is signed
// and where its fields stand is the account's, as how one is sent. Constant after construction,
// safe from any thread. Source: docs/channels/sms.md.
#pragma once

#include "board/model/channel_account.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/fault.hpp"
#include "bot/channel/standard_webhooks.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace huiying::channel {

class SmsReports {
  public:
    /// nullptr where the account has no `report_secret`: it takes none.
    using Made = std::variant<std::unique_ptr<const SmsReports>, AccountProblem>;
    static Made from(const model::ChannelAccount& account);

    /// DeliveryReports, or Refused: bad_signature, stale_timestamp and so on; bad_request where
    /// it holds no report, or too many.
    Received receive(const http::Request& request, model::Instant now) const;

  private:
    enum class Sign { hmac, standard, token };

    explicit SmsReports(const model::ChannelAccount& account);

    std::optional<Fault> check(const http::Request& request, model::Instant now) const;
    std::optional<Fault> check_hmac(const http::Request& request, model::Instant now) const;
    std::optional<Fault> check_token(const http::Request& request) const;
    bool is_signature(std::string_view given, const Digest256& wanted) const;

    model::ChannelAccount account_;
    Sign sign_ = Sign::hmac;
    HmacKey key_;
    VerifyingKeys standard_;
    std::chrono::seconds skew_;
};

}  // namespace huiying::channel
