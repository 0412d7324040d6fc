#include "bot/conversation/at_once.hpp"

#include "board/desk/receipts.hpp"
#include "board/desk/town.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::conversation {

FirstAnswers::FirstAnswers(const desk::Town& town, const templates::Renderer& renderer)
    : town_(town), renderer_(renderer) {}

AtOnce FirstAnswers::receipt(model::InboundMessage& message) const {
    auto [number, code] = desk::make_numbers(town_, message);
    return {.number = std::move(number), .code = std::move(code), .continues = message.continues};
}

AtOnce FirstAnswers::open(model::InboundMessage& message, model::Instant now, Hearers hearers)
    const {
    auto receipt = desk::make_receipt(town_, message);
    const auto town = town_.snapshot();
    AtOnce answer{.number = receipt.number, .code = receipt.code};
    if (hearers == Hearers::group)
        receipt.code.clear();
    if (const auto sure = desk::sure_answer(*town, renderer_, message, now)) {
        answer.passive_text = sure->text;
        answer.passive_faq = sure->faq;
    } else {
        answer.passive_text = desk::receipt_text(*town, renderer_, receipt, now);
    }
    return answer;
}

AtOnce FirstAnswers::add(
    model::InboundMessage& message, const std::string& number, model::Instant now
) const {
    message.number = number;
    message.continues = true;
    const auto receipt = desk::make_receipt(town_, message);
    AtOnce answer{.number = number, .code = receipt.code, .continues = true};
    if (const auto sure = desk::sure_answer(*town_.snapshot(), renderer_, message, now)) {
        answer.passive_text = sure->text;
        answer.passive_faq = sure->faq;
    } else {
        answer.passive_text = desk::continued_text(*town_.snapshot(), renderer_, receipt, now);
    }
    return answer;
}

std::string talk_name(const model::InboundMessage& message) {
    return "talk|" + message.channel + "|" + message.account + "|" + message.sender;
}

std::string answer_name(const model::InboundMessage& message) {
    return "answer|" + message.delivery_key;
}

std::string pack(const AtOnce& answer) {
    return nlohmann::json{
        answer.number, answer.code, answer.passive_text, answer.passive_faq, answer.continues}
        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<AtOnce> unpack(std::string_view packed) {
    try {
        const auto json = nlohmann::json::parse(packed);
        return AtOnce{
            json.at(0).get<std::string>(),
            json.at(1).get<std::string>(),
            json.at(2).get<std::string>(),
            json.at(3).get<std::string>(),
            json.at(4).get<bool>()};
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

void apply(const AtOnce& answer, model::InboundMessage& message) {
    message.number = answer.number;
    message.continues = answer.continues;
    message.passive_text = answer.passive_text;
    message.passive_faq = answer.passive_faq;
}

}  // namespace huiying::conversation
