// A webhook of GitHub about issues: JSON to named fields. Pure.
// Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues and #issue_comment
// (read 2026-11-25); the body may be JSON or a form with `payload`.
#pragma once

#include "bot/channel/fault.hpp"

#include <string>
#include <string_view>

namespace huiying::channel {

struct GithubEvent {
    std::string item;  ///< "issue-<id>" or "comment-<id>"; empty: nothing that a person wrote anew
    std::string user;  ///< numeric id
    std::string login;
    std::string repository;  ///< owner/name
    std::string issue;       ///< number in the repository
    std::string title;       ///< of a new issue
    std::string text;
};

/// What we write, with a mark that readers do not see: GitHub brings it back as somebody's comment.
[[nodiscard]] std::string marked_as_ours(std::string text);

/// Errors: bad_json, bad_encoding, missing_field. Other events are no error: `item` is empty. So is
/// what bots write, and what is marked as ours.
[[nodiscard]] Checked<GithubEvent> read_github_event(std::string_view bytes);

}  // namespace huiying::channel
