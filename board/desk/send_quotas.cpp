#include "board/desk/send_quotas.hpp"

#include "board/desk/town.hpp"
#include "board/desk/undelivered.hpp"
#include "board/store/database.hpp"
#include "board/store/sent_count_repository.hpp"

#include <array>

namespace huiying::desk {
namespace {

using store::Connection;
using store::SentCountRepository;

bool is_over(int bound, int count) {
    return bound > 0 && count > bound;
}

Bound bound_in_the_way(const store::SentCounts& sent, int parts, const QuotaBounds& bounds) {
    if (is_over(bounds.to_one_a_day, sent.to_one_today + 1))
        return Bound::to_one_a_day;
    if (is_over(bounds.a_day, sent.today + parts))
        return Bound::a_day;
    return is_over(bounds.a_month, sent.this_month + parts) ? Bound::a_month : Bound::none;
}

std::string words_of(Bound bound, const QuotaBounds& bounds) {
    if (bound == Bound::to_one_a_day)
        return "今日发给这个号码的已达上限" + std::to_string(bounds.to_one_a_day) + "条，没有发送";
    if (bound == Bound::a_day)
        return "今日已达账号的上限" + std::to_string(bounds.a_day) + "条，没有发送";
    return "本月已达账号的上限" + std::to_string(bounds.a_month) + "条，没有发送";
}

}  // namespace

std::string_view to_word(Bound bound) {
    constexpr std::array<std::string_view, 4> words{"none", "to_one_a_day", "a_day", "a_month"};
    return words.at(static_cast<std::size_t>(bound));
}

SendQuotas::SendQuotas(store::Database& database, const Town& town, const model::Clock& clock)
    : database_(database), town_(town), clock_(clock) {}

QuotaTaken SendQuotas::take(
    const model::OutboundMessage& message, int parts, const QuotaBounds& bounds
) {
    const auto now = clock_.now();
    const auto day = model::local_date(now);
    const auto town = town_.snapshot();
    return database_.write([&](Connection& connection) {
        SentCountRepository counts(connection);
        const auto sent = counts.sent(message, day);
        QuotaTaken taken{bound_in_the_way(sent, parts, bounds), sent.today, sent.this_month};
        if (taken.over == Bound::none) {
            counts.add(message, day, parts);
            taken.today += parts;
            taken.this_month += parts;
        } else if (const auto row = store::OutboxRepository(connection).find(message.id)) {
            hand_to_person({connection, town.get(), now}, *row, words_of(taken.over, bounds));
        }
        return taken;
    });
}

void SendQuotas::give_back(const model::OutboundMessage& message, int parts) {
    database_.write([&](Connection& connection) {
        SentCountRepository(connection).take_back(message, model::local_date(clock_.now()), parts);
    });
}

}  // namespace huiying::desk
