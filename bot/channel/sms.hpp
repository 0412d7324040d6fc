// Short messages (短信) by a gateway whose HTTP interface the account's settings describe: number,
// link and that there is an answer, never what it says. What comes in is what the gateway reports
// of them (sms_report.hpp). Source: docs/channels/sms.md; lengths: 3GPP TS 23.040 (UCS-2: 70
// characters alone, 67 in parts).
#pragma once

#include "bot/channel/channel_table.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace huiying::channel {

const ChannelRow& sms_row();

/// Parts that a text is sent in: UTF-16 units, 70 in one, 67 in each of several.
std::size_t sms_segments(std::string_view text);

}  // namespace huiying::channel
