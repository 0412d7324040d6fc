// What Slack delivers: a slash command (form) or an event (JSON), to named fields. Pure.
// Sources: https://api.slack.com/interactivity/slash-commands,
// https://api.slack.com/apis/events-api (read 2026-11-25).
#pragma once

#include "bot/channel/fault.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

struct SlackFile {
    std::string name;
    std::string media_type;
    std::string url;
};

struct SlackEvent {
    enum class Kind { command, message, challenge, other };

    Kind kind = Kind::other;
    std::string id;    ///< trigger_id or event_id
    std::string user;  ///< empty: nobody's (a bot, an edit)
    std::string name;
    std::string channel;
    std::string text;       ///< as a person wrote it, without Slack's escapes
    bool is_alone = false;  ///< nobody else reads it
    std::string challenge;
    std::vector<SlackFile> files;
};

/// Errors: bad_json, bad_encoding, missing_field.
[[nodiscard]] Checked<SlackEvent> read_slack_event(std::string_view bytes);

/// "&lt;" and so on, "<@U1>" and "<https://a|b>" as people see them.
std::string without_slack_escapes(std::string_view text);

}  // namespace huiying::channel
