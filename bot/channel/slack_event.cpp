#include "bot/channel/slack_event.hpp"

#include "bot/channel/json_body.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxFiles = 6;

constexpr std::array kEntities{
    std::pair<std::string_view, char>{"&amp;", '&'},
    std::pair<std::string_view, char>{"&lt;", '<'},
    std::pair<std::string_view, char>{"&gt;", '>'},
};

/// "@U1", "#C1|name", "!here", "https://a|label" inside angle brackets.
std::string shown_reference(std::string_view inner) {
    const std::size_t bar = inner.find('|');
    if (bar != std::string_view::npos)
        return std::string(inner.substr(bar + 1));
    return inner.starts_with("@") || inner.starts_with("!") ? std::string() : std::string(inner);
}

std::string value_of(const std::vector<http::Parameter>& form, std::string_view name) {
    const auto value = http::find(form, name);
    return value ? std::string(*value) : std::string();
}

SlackEvent command_of(std::string_view bytes) {
    const auto form = http::form_parameters(bytes);
    SlackEvent event;
    event.kind = SlackEvent::Kind::command;
    event.id = value_of(form, "trigger_id");
    event.user = value_of(form, "user_id");
    event.name = value_of(form, "user_name");
    event.channel = value_of(form, "channel_id");
    event.text = without_slack_escapes(value_of(form, "text"));
    event.is_alone = true;
    return event;
}

void read_files(const json& said, SlackEvent& event) {
    const json* const files = find_at(said, {"files"});
    if (files == nullptr || !files->is_array())
        return;
    for (const auto& file : *files) {
        const auto url = text_at(file, {"url_private"});
        if (url.starts_with("https://") && event.files.size() < kMaxFiles)
            event.files.push_back({id_at(file, {"name"}), id_at(file, {"mimetype"}), url});
    }
}

void read_message(const json& body, SlackEvent& event) {
    const json& said = body.at("event");
    const auto type = text_at(said, {"type"});
    const auto subtype = text_at(said, {"subtype"});
    const bool is_new = subtype.empty() || subtype == "file_share";
    if ((type != "message" && type != "app_mention") || !is_new || find_at(said, {"bot_id"}))
        return;
    event.kind = SlackEvent::Kind::message;
    event.id = id_at(body, {"event_id"});
    event.user = id_at(said, {"user"});
    event.channel = id_at(said, {"channel"});
    event.is_alone = text_at(said, {"channel_type"}) == "im";
    event.text = without_slack_escapes(text_at(said, {"text"}));
    read_files(said, event);
}

Checked<SlackEvent> event_of(std::string_view bytes) {
    const auto body = read_json(bytes);
    if (!body)
        return Fault::bad_json;
    SlackEvent event;
    if (text_at(*body, {"type"}) == "url_verification") {
        event.kind = SlackEvent::Kind::challenge;
        event.challenge = text_at(*body, {"challenge"});
    } else if (const json* const said = find_at(*body, {"event"}); said && said->is_object()) {
        read_message(*body, event);
    }
    return event;
}

}  // namespace

std::string without_slack_escapes(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        std::size_t used = 1;
        if (text.front() == '<' && text.find('>') != std::string_view::npos) {
            used = text.find('>') + 1;
            shown += shown_reference(text.substr(1, used - 2));
        } else {
            char c = text.front();
            for (const auto& [entity, meaning] : kEntities) {
                if (!text.starts_with(entity))
                    continue;
                c = meaning;
                used = entity.size();
                break;
            }
            shown += c;
        }
        text.remove_prefix(used);
    }
    return shown;
}

Checked<SlackEvent> read_slack_event(std::string_view bytes) {
    auto event = bytes.starts_with("{") ? event_of(bytes) : Checked<SlackEvent>(command_of(bytes));
    if (!event)
        return event;
    for (const auto* const text : {&event->text, &event->name, &event->user, &event->id}) {
        if (!text::is_valid_text(*text))
            return Fault::bad_encoding;
    }
    const bool is_said =
        event->kind == SlackEvent::Kind::command || event->kind == SlackEvent::Kind::message;
    if (is_said && (event->user.empty() || event->id.empty()))
        return Fault::missing_field;
    return event;
}

}  // namespace huiying::channel
