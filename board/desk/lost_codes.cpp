#include "board/desk/citizen_status.hpp"
#include "board/desk/sms_word.hpp"
#include "board/desk/stated_mobile.hpp"
#include "board/desk/town.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

namespace huiying::desk {
namespace {

/// In an hour.
constexpr int kAsksPerNumber = 2;
constexpr int kAsksPerPeer = 10;
/// In a day: a phone gets few messages a day from one account, and a reply may be among them.
constexpr int kCodesADay = 2;
constexpr std::chrono::hours kDay{24};

bool has_short_messages(const TownSnapshot& town) {
    const auto& accounts = town.accounts();
    return std::any_of(accounts.begin(), accounts.end(), [](const auto& account) {
        return account.channel == "sms" && account.active;
    });
}

/// The message, where the phone is the one that the ticket has.
std::optional<store::OutboxRow> code_word(
    const TownSnapshot& town,
    const model::TownSecret& secret,
    const model::Ticket& ticket,
    const std::string& mobile
) {
    if (mobile_in(ticket.contact) != mobile)
        return std::nullopt;
    store::OutboxRow asked;
    asked.ticket = ticket.id;
    asked.message.number = ticket.number;
    asked.message.idempotency_key = "hy_" + ticket.number + "_code";
    auto word = sms_word(town, ticket, asked);
    if (word)
        word->message.text = std::string(kCodeMark) + model::make_query_code(secret, ticket.number);
    return word;
}

}  // namespace

model::Result<void> CitizenStatus::resend_code(const LostCode& lost) {
    const auto canonical = model::canonical_number(text::normalise(lost.number));
    const auto mobile = mobile_in(std::string(text::trim(text::normalise(lost.phone))));
    if (!canonical || mobile.empty())
        return model::Errc::bad_request;
    const auto town = town_.snapshot();
    if (!has_short_messages(*town))
        return model::Errc::not_found;
    const std::string by_peer = "code_to_peer:" + lost.peer;
    // By the phone, too: else a stranger with a number could keep its writer from asking.
    const std::string by_number = "code_of:" + *canonical + "|" + mobile;
    if (is_locked(by_peer) || is_locked(by_number))
        return model::Errc::rate_limited;
    // Counted whether they belong together or not: else the limit would tell.
    count_wrong(by_peer, kAsksPerPeer);
    count_wrong(by_number, kAsksPerNumber);
    const auto now = clock_.now();
    database_.write([&](store::Connection& connection) {
        store::TicketRepository tickets(connection);
        const auto record = tickets.find(*canonical);
        auto word =
            record ? code_word(*town, town_.secret(), record->ticket, mobile) : std::nullopt;
        store::OutboxRepository outbox(connection);
        if (!word || outbox.times_said(word->ticket, kCodeMark, now - kDay) >= kCodesADay)
            return;
        word->message.idempotency_key += "_" + std::to_string(model::to_unix_ms(now));
        word->message.at = now;
        outbox.add(*word, std::nullopt, now);
        tickets.add_history(
            record->ticket.id, {now, "citizen", "code_resent", "查询码已发到登记的手机号"}
        );
    });
    return {};
}

}  // namespace huiying::desk
