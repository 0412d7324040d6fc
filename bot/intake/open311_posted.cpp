#include "bot/intake/open311_posted.hpp"

#include <nlohmann/json.hpp>

namespace huiying::intake {

using nlohmann::json;

std::string posted_name(std::string_view account, std::string_view number) {
    return "open311|" + std::string(account) + "|" + std::string(number);
}

std::string pack_posted(const model::InboundMessage& message) {
    const json packed{
        {"at", model::to_unix_ms(message.received_at)},
        {"service", message.way_back},
        {"place", message.place}};
    return packed.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<channel::Open311Status> unpack_posted(
    std::string_view number, std::string_view packed
) {
    const auto read = json::parse(packed, nullptr, false);
    if (!read.is_object())
        return std::nullopt;
    try {
        channel::Open311Status status;
        status.number = number;
        status.service_code = read.at("service").get<std::string>();
        status.notes = "已收到";
        status.address = read.at("place").get<std::string>();
        status.requested = model::from_unix_ms(read.at("at").get<std::int64_t>());
        status.updated = status.requested;
        return status;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

}  // namespace huiying::intake
