#include "board/store/sent_count_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {
namespace {

/// Of all together.
const std::string kEverybody;
/// Whom something was sent to is not kept for longer.
constexpr std::chrono::days kKept{62};

int number_in(Cursor row) {
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

}  // namespace

SentCounts SentCountRepository::sent(const model::OutboundMessage& message, model::Date day) {
    const auto today = model::to_iso(day);
    const auto count = [&](const std::string& recipient, const std::string& since) {
        return number_in(connection_.query(
            "select coalesce(sum(count), 0) from sent_count where channel = ? and account = ?"
            " and recipient = ? and day between ? and ?",
            message.channel,
            message.account,
            recipient,
            since,
            today
        ));
    };
    return {
        count(message.recipient, today),
        count(kEverybody, today),
        count(kEverybody, today.substr(0, 8) + "01")};
}

void SentCountRepository::change(
    const model::OutboundMessage& message, const std::string& recipient, model::Date day, int by
) {
    connection_.run(
        "insert into sent_count (channel, account, recipient, day, count) values (?, ?, ?, ?,"
        " max(0, ?)) on conflict do update set count = max(0, count + ?)",
        message.channel,
        message.account,
        recipient,
        model::to_iso(day),
        by,
        by
    );
}

void SentCountRepository::add(const model::OutboundMessage& message, model::Date day, int parts) {
    connection_.run(
        "delete from sent_count where channel = ? and account = ? and day < ?",
        message.channel,
        message.account,
        model::to_iso(model::Date{std::chrono::sys_days{day} - kKept})
    );
    change(message, message.recipient, day, 1);
    change(message, kEverybody, day, parts);
}

void SentCountRepository::take_back(
    const model::OutboundMessage& message, model::Date day, int parts
) {
    change(message, message.recipient, day, -1);
    change(message, kEverybody, day, -parts);
}

}  // namespace huiying::store
