#include "board/desk/talk_lines.hpp"

#include "board/store/database.hpp"
#include "board/store/talk_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

constexpr int kMostOfTalk = 200;
constexpr std::size_t kMostBytesOfTalk = 100U << 10U;
constexpr int kMostOfAll = 500;
/// Others write in between.
constexpr int kMostForgotten = 500;

ChatLine shown(store::SpokenLine&& line) {
    return {
        line.id,
        std::move(line.key),
        {std::move(line.talk.channel), std::move(line.talk.account), std::move(line.talk.sender)},
        line.at,
        std::move(line.said_by),
        std::move(line.text),
        std::move(line.number)};
}

/// The latest that fit.
void bound(std::vector<store::SpokenLine>& lines) {
    std::size_t bytes = 0;
    const auto first = std::find_if(lines.rbegin(), lines.rend(), [&](const auto& line) {
        bytes += line.text.size();
        return bytes > kMostBytesOfTalk;
    });
    lines.erase(lines.begin(), first.base());
}

std::vector<ChatLine> shown(std::vector<store::SpokenLine>&& lines) {
    std::vector<ChatLine> all;
    all.reserve(lines.size());
    for (auto& line : lines)
        all.push_back(shown(std::move(line)));
    return all;
}

bool is_kept(const model::InboundMessage& message) {
    return message.channel == kWebChat || message.turn == model::Turn::small_talk;
}

/// Photos as words: the page that comes back shows lines alone.
std::string words_of(const model::InboundMessage& message) {
    constexpr std::string_view photo = "[图片]";
    std::string words = message.text;
    if (message.attachments.empty() || words == photo)
        return words;
    words += '\n';
    for (std::size_t i = 0; i < message.attachments.size(); ++i)
        words += photo;
    return words;
}

}  // namespace

std::string answer_key(const std::string& delivery_key) {
    return delivery_key + "|said";
}

void keep_lines(store::Connection& connection, const model::InboundMessage& message) {
    if (!is_kept(message))
        return;
    store::TalkRepository talks(connection);
    store::SpokenLine line;
    line.key = message.delivery_key;
    line.talk = {message.channel, message.account, message.sender};
    line.at = message.received_at;
    line.said_by = "citizen";
    line.text = words_of(message);
    line.number = message.turn == model::Turn::small_talk ? std::string() : message.number;
    talks.add(line);
    if (message.passive_text.empty())
        return;
    line.key = answer_key(message.delivery_key);
    line.said_by = "system";
    line.text = message.passive_text;
    talks.add(line);
}

void TalkLines::say(const ChatLine& line) {
    database_.write([&](store::Connection& connection) {
        store::SpokenLine spoken;
        spoken.key = line.key;
        spoken.talk = {line.talk.channel, line.talk.account, line.talk.sender};
        spoken.at = line.at;
        spoken.said_by = line.said_by;
        spoken.text = line.text;
        spoken.number = line.number;
        store::TalkRepository(connection).add(spoken);
    });
}

std::vector<ChatLine> TalkLines::of(const TalkOf& talk, std::int64_t after) const {
    std::vector<store::SpokenLine> lines;
    database_.read([&](store::Connection& connection) {
        lines = store::TalkRepository(connection)
                    .lines_of({talk.channel, talk.account, talk.sender}, after, kMostOfTalk);
    });
    bound(lines);
    return shown(std::move(lines));
}

std::vector<ChatLine> TalkLines::after(std::int64_t after) const {
    std::vector<store::SpokenLine> lines;
    database_.read([&](store::Connection& connection) {
        lines =
            store::TalkRepository(connection).lines_after(std::string(kWebChat), after, kMostOfAll);
    });
    return shown(std::move(lines));
}

std::int64_t TalkLines::last_id() const {
    std::int64_t id = 0;
    database_.read([&](store::Connection& connection) {
        id = store::TalkRepository(connection).last_id();
    });
    return id;
}

int TalkLines::forget(model::Instant before) {
    int forgotten = 0;
    database_.write([&](store::Connection& connection) {
        forgotten = store::TalkRepository(connection).forget(before, kMostForgotten);
    });
    return forgotten;
}

}  // namespace huiying::desk
