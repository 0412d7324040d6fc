#include "bot/conversation/talk_memory.hpp"

#include <nlohmann/json.hpp>

namespace huiying::conversation {

using nlohmann::json;

std::string talk_name(const model::InboundMessage& message) {
    return "talk|" + message.channel + "|" + message.account + "|" + message.sender;
}

std::string pack(const TalkMemory& memory) {
    return json{
        {"v", 1},
        {"ticket", static_cast<int>(memory.ticket)},
        {"number", memory.number},
        {"about", memory.ticket_key},
        {"unit", memory.unit},
        {"at", model::to_unix_ms(memory.last_at)},
        {"offered", memory.offered},
        {"key", memory.last_key},
        {"answer", memory.last_answer}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

TalkMemory unpack_memory(std::string_view packed) {
    try {
        const auto kept = json::parse(packed);
        TalkMemory memory;
        const auto ticket = kept.at("ticket").get<int>();
        if (ticket < 0 || ticket > static_cast<int>(TalkMemory::Ticket::answered))
            return {};
        memory.ticket = static_cast<TalkMemory::Ticket>(ticket);
        memory.number = kept.at("number").get<std::string>();
        memory.ticket_key = kept.value("about", "");  // not there in what an older version wrote
        memory.unit = kept.at("unit").get<std::string>();
        memory.last_at = model::from_unix_ms(kept.at("at").get<std::int64_t>());
        memory.offered = kept.at("offered").get<std::vector<std::string>>();
        memory.last_key = kept.at("key").get<std::string>();
        memory.last_answer = kept.at("answer").get<std::string>();
        return memory;
    } catch (const json::exception&) {
        return {};
    }
}

}  // namespace huiying::conversation
