// What a town publishes of its messages: of those received in a period, how many have been
// answered. Used by store (kept by month), desk and web. A plain value.
#pragma once

#include <cstdint>

namespace huiying::model {

struct MessageCounts {
    int received = 0;
    int answered = 0;            ///< have a first reply
    int answered_in_time = 0;    ///< and by the date promised for it
    int ended = 0;               ///< over without a reply: merged, withdrawn, another channel's
    std::int64_t answer_ms = 0;  ///< from receipt to first reply, of all answered

    friend bool operator==(const MessageCounts&, const MessageCounts&) = default;
};

}  // namespace huiying::model
