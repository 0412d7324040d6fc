#include "bot/channel/github_event.hpp"

#include "bot/channel/json_body.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <nlohmann/json.hpp>
#include <optional>

namespace huiying::channel {
namespace {

using nlohmann::json;

constexpr std::string_view kOurMark = "<!-- huiying -->";

std::string number_text(const json& root, std::initializer_list<const char*> path) {
    const auto number = number_at(root, path);
    return number ? std::to_string(*number) : std::string();
}

std::optional<json> body_of(std::string_view bytes) {
    if (!bytes.starts_with("payload="))
        return read_json(bytes);
    const auto parameters = http::form_parameters(bytes);
    const auto payload = http::find(parameters, "payload");
    return payload ? read_json(*payload) : std::nullopt;
}

/// Only a last line that is the mark and nothing else: a quoted one ("> ...") is a citizen's.
bool is_ours(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    text = text.substr(0, last == std::string_view::npos ? 0 : last + 1);
    if (!text.ends_with(kOurMark))
        return false;
    text.remove_suffix(kOurMark.size());
    return text.empty() || text.ends_with('\n');
}

void read_item(const json& body, GithubEvent& event) {
    const std::string action = text_at(body, {"action"});
    const bool is_comment = find_at(body, {"comment"}) != nullptr && action == "created";
    const bool is_issue = find_at(body, {"comment"}) == nullptr && action == "opened";
    if (find_at(body, {"issue"}) == nullptr || (!is_comment && !is_issue))
        return;
    const char* const item = is_comment ? "comment" : "issue";
    if (text_at(body, {item, "user", "type"}) == "Bot")
        return;
    if (is_comment && is_ours(text_at(body, {item, "body"})))
        return;
    event.item = std::string(item) + "-" + number_text(body, {item, "id"});
    event.user = number_text(body, {item, "user", "id"});
    event.login = id_at(body, {item, "user", "login"});
    event.text = text_at(body, {item, "body"});
    if (is_issue)
        event.title = text_at(body, {"issue", "title"});
}

}  // namespace

std::string marked_as_ours(std::string text) {
    return text.append("\n\n").append(kOurMark);
}

Checked<GithubEvent> read_github_event(std::string_view bytes) {
    const auto body = body_of(bytes);
    if (!body)
        return Fault::bad_json;
    GithubEvent event;
    event.repository = id_at(*body, {"repository", "full_name"});
    event.issue = number_text(*body, {"issue", "number"});
    read_item(*body, event);
    if (!text::is_valid_text(event.text) || !text::is_valid_text(event.title))
        return Fault::bad_encoding;
    const bool is_whole = !event.user.empty() && !event.repository.empty() &&
                          !event.issue.empty() && !event.item.ends_with('-');
    if (!event.item.empty() && !is_whole)
        return Fault::missing_field;
    return event;
}

}  // namespace huiying::channel
