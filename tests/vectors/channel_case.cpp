#include "channel_case.hpp"

#include <chrono>
#include <utility>
#include <variant>

namespace huiying::vectors {

std::unique_ptr<channel::Channel> opened_by(
    const channel::ChannelRow& row, const model::ChannelAccount& account
) {
    auto made = row.make(account);
    auto* const opened = std::get_if<std::unique_ptr<channel::Channel>>(&made);
    return opened == nullptr ? nullptr : std::move(*opened);
}

CaseRequest::CaseRequest(const Json& inputs) {
    if (inputs.contains("headers"))
        for (const auto& [name, value] : inputs.at("headers").items())
            headers.push_back({name, value.get_ref<const std::string&>()});
    request.headers = headers;
    if (inputs.contains("query"))
        request.query = inputs.at("query").get_ref<const std::string&>();
    if (inputs.contains("body"))
        request.body = inputs.at("body").get_ref<const std::string&>();
}

model::Instant now_of(const Json& inputs) {
    return model::Instant{std::chrono::seconds{inputs.at("now").get<std::int64_t>()}};
}

std::string compare_refusal(
    const channel::ChannelRow& row, const channel::Refused& refused, const Json& expected
) {
    const std::string differs = compare_accept(false, expected);
    if (!differs.empty())
        return differs + " (" + refused.word + ")";
    const channel::Answer answer = row.refuse(refused);
    if (answer.status < 400)
        return "refused with status " + std::to_string(answer.status);
    for (const auto& forbidden : expected.value("must_not_contain", Json::array())) {
        if (answer.body.find(forbidden.get<std::string>()) != std::string::npos)
            return "the refusal contains " + forbidden.dump();
    }
    return {};
}

}  // namespace huiying::vectors
