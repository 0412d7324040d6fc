// How much an account may send, from its settings quota_to_one_a_day, quota_a_day, quota_a_month;
// "0": no bound. Pure. Source: docs/channels/sms.md.
#pragma once

#include "board/model/channel_account.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"

#include <variant>

namespace huiying::channel {

std::variant<SendQuota, AccountProblem> quota_of(const model::ChannelAccount& account);

}  // namespace huiying::channel
