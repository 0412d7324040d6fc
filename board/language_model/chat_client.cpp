#include "board/language_model/chat_client.hpp"

#include "text/encoding.hpp"

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace huiying::language_model {
namespace {

using nlohmann::json;

constexpr std::string_view kThought = "</think>";

std::string request_of(
    const std::string& model, int max_tokens, const std::vector<ChatMessage>& messages
) {
    auto list = json::array();
    for (const auto& message : messages)
        list.push_back({{"role", message.role}, {"content", message.content}});
    return json{
        {"model", model},
        {"messages", std::move(list)},
        {"max_tokens", max_tokens},
        {"temperature", 0},
        {"stream", false}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string_view said_after_thought(std::string_view text) {
    const auto thought = text.rfind(kThought);
    return text::trim(
        thought == std::string_view::npos ? text : text.substr(thought + kThought.size())
    );
}

/// "" where the field is missing or no text.
std::string word(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const json* first_choice(const json& answer) {
    if (!answer.is_object())
        return nullptr;
    const auto choices = answer.find("choices");
    if (choices == answer.end() || !choices->is_array() || choices->empty())
        return nullptr;
    const auto& choice = choices->front();
    if (!choice.is_object() || !choice.contains("message") || !choice["message"].is_object())
        return nullptr;
    return &choice;
}

Written read_answer(const std::string& body) {
    const auto answer = json::parse(body, nullptr, false);
    if (answer.is_discarded())
        return {Fault::not_json, {}};
    const auto* choice = first_choice(answer);
    if (choice == nullptr)
        return {Fault::wrong_shape, {}};
    const auto& message = (*choice)["message"];
    const auto ended = word(*choice, "finish_reason");
    if (!word(message, "refusal").empty() || ended == "content_filter")
        return {Fault::declined, {}};
    if (ended == "length")
        return {Fault::cut_short, {}};
    const auto content = word(message, "content");
    const auto said = said_after_thought(content);
    if (said.empty() || !text::is_valid_text(said))
        return {Fault::wrong_shape, {}};
    return {Fault::none, std::string(said)};
}

}  // namespace

ChatClient::ChatClient(ChatSettings settings, Post post)
    : settings_(std::move(settings)), endpoint_(settings_.endpoint, std::move(post)) {}

Written ChatClient::write(const std::vector<ChatMessage>& messages) const {
    const auto answer =
        endpoint_.ask(request_of(endpoint_.model(), settings_.max_tokens, messages));
    if (answer.fault != Fault::none)
        return {answer.fault, {}};
    return read_answer(answer.body);
}

}  // namespace huiying::language_model
