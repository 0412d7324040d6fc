// A file of a message that is still at its platform. Shared by store, desk and bot/delivery.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/model/instant.hpp"

#include <cstdint>
#include <string>

namespace huiying::model {

struct WantedFile {
    std::int64_t message = 0;
    int position = 0;  ///< in the message's attachments
    int attempt = 0;   ///< 1 for the first try
    std::string channel;
    std::string account;
    std::string way_back;  ///< `InboundMessage::way_back` of the message
    model::Attachment attachment;
};

}  // namespace huiying::model
