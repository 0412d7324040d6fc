#include "board/desk/delivery.hpp"

#include "board/desk/hidden_code.hpp"
#include "board/desk/town.hpp"
#include "board/desk/undelivered.hpp"
#include "board/store/database.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/report_repository.hpp"
#include "board/store/ticket_repository.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using model::OutboundState;
using model::SendClass;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using store::Connection;
using store::OutboxRepository;

/// A wrongly configured account is tried again this much later, or when someone has mended it.
constexpr minutes kConfigDelay{5};
constexpr int kShownRows = 200;
constexpr int kLongestDoubling = 9;
constexpr int kJitterPercent = 20;
/// How long after a try that may have arrived an hour's key is still counted on when the next is
/// planned, and when it is made: what was late, or put off, must not come after the hour.
constexpr minutes kKeyLife{50};
constexpr minutes kLastUse{55};

struct Settlement {
    OutboundState state;
    model::Instant next_at;
    std::string detail = {};
};

/// Whether what may have arrived once can be sent at `next_at` without arriving twice.
bool is_safe_again(
    Resend resend,
    std::optional<model::Instant> unsure_since,
    model::Instant next_at,
    minutes key_life = kKeyLife
) {
    if (!unsure_since || resend == Resend::safe)
        return true;
    return resend == Resend::safe_for_an_hour && next_at - *unsure_since <= key_life;
}

Settlement settlement_of(
    SendClass result,
    const model::OutboundMessage& message,
    model::Instant now,
    const TryBounds& bounds
) {
    switch (result) {
        case SendClass::ok:
        case SendClass::duplicate_ok:
            return {OutboundState::sent, now};
        case SendClass::window:
        case SendClass::permanent:
            return {OutboundState::failed, now};
        case SendClass::quota:
            // Quotas are by calendar day at the platform, whose zone is ours.
            return {
                OutboundState::waiting,
                model::at_local(model::local_date(now), hours{24}) + minutes{1}};
        case SendClass::config:
            return {OutboundState::waiting, now + kConfigDelay};
        case SendClass::unknown:
        case SendClass::retry:
        case SendClass::refresh:
            break;
    }
    return {OutboundState::waiting, now + retry_pause(message, bounds)};
}

/// Of a message whose sender died with it.
Settlement abandonment_of(
    const model::OutboundMessage& message, Resend resend, model::Instant now
) {
    if (is_safe_again(resend, message.unsure_since, now))
        return {OutboundState::waiting, now, "sender lost, sent again with the same key"};
    return {OutboundState::in_doubt, now, "sender lost, may have arrived"};
}

Settlement given_up(
    const model::OutboundMessage& message, model::Instant now, const std::string& last
) {
    return {
        OutboundState::failed,
        now,
        "已试" + std::to_string(message.attempt) + "次，不再自动重试。最后一次：" + last};
}

/// Where it has failed: no further try over its own way can help, or none is left.
void try_otherwise(
    const UndeliveredUses& uses, model::OutboundId id, const Settlement& settlement
) {
    if (settlement.state != OutboundState::failed)
        return;
    if (const auto row = OutboxRepository(uses.connection).find(id))
        reach_otherwise(uses, *row, settlement.detail);
}

constexpr const char* kTooLate = "可能已送达；再试时平台已不认得这条消息，不再自动发送";

struct DecisionRow {
    OutboundState state;
    std::string_view event;
    std::string_view audit;
    std::string_view detail;
};

/// In the order of Decision.
constexpr std::array<DecisionRow, 3> kDecisions{
    {{OutboundState::delivered, "confirmed_sent", "confirm_sent", "人工确认已送达"},
     {OutboundState::waiting, "send_again", "send_again", "人工决定重新发送"},
     {OutboundState::told, "told_by_phone", "told_by_phone", "已电话告知来信人"}}};

/// What the platform had taken once, and reported as lost, is another message to it now.
void send_anew(
    Connection& connection, const store::OutboxRow& row, model::Instant now, const std::string& why
) {
    store::ReportRepository reports(connection);
    OutboxRepository outbox(connection);
    if (reports.standing(row.message.id).undelivered > 0) {
        reports.forget(row.message.id);
        outbox.renew_key(row.message.id, now);
    }
    outbox.send_again(row.message.id, row.message.state, now, why);
}

}  // namespace

std::chrono::seconds retry_delay(int attempt, const TryBounds& bounds) {
    const auto delay = bounds.first_delay * (1 << std::clamp(attempt - 1, 0, kLongestDoubling));
    return std::min<seconds>(delay, bounds.longest_delay);
}

std::chrono::milliseconds retry_pause(
    const model::OutboundMessage& message, const TryBounds& bounds
) {
    const std::chrono::milliseconds delay = retry_delay(message.attempt, bounds);
    const auto less = static_cast<int>(
        std::hash<std::string>{}(message.idempotency_key + std::to_string(message.attempt)) %
        (kJitterPercent + 1)
    );
    return delay * (100 - less) / 100;
}

Delivery::Delivery(
    store::Database& database,
    const model::Clock& clock,
    ResendOf resend_of,
    TryBounds bounds,
    const Town* town
)
    : database_(database),
      clock_(clock),
      resend_of_(std::move(resend_of)),
      bounds_(bounds),
      town_(town) {}

bool Delivery::is_used_up(const model::OutboundMessage& message, model::Instant now) const {
    return message.attempt >= bounds_.attempts || now - message.tries_since >= bounds_.age;
}

std::vector<model::OutboundMessage> Delivery::claim(
    const std::string& owner, std::chrono::seconds claim_length, int limit
) {
    const auto now = clock_.now();
    // Looked up on a reader first: an idle sender must not keep the writer busy.
    const bool any = database_.read([&](Connection& connection) {
        return OutboxRepository(connection).has_due(now);
    });
    if (!any)
        return {};
    return database_.write([&](Connection& connection) {
        OutboxRepository outbox(connection);
        auto claimed = outbox.claim(owner, now, now + claim_length, limit);
        std::erase_if(claimed, [&](const model::OutboundMessage& message) {
            if (is_safe_again(resend_of_(message), message.unsure_since, now, kLastUse))
                return false;
            outbox.settle(message.id, owner, OutboundState::in_doubt, now, kTooLate);
            return true;
        });
        return claimed;
    });
}

OutboundState Delivery::settle(
    const model::OutboundMessage& message,
    const std::string& owner,
    const model::SendOutcome& outcome
) {
    const auto now = clock_.now();
    const auto town = town_ ? town_->snapshot() : nullptr;
    auto settlement = settlement_of(outcome.result, message, now, bounds_);
    settlement.detail = outcome.detail;
    auto unsure_since = message.unsure_since;
    if (outcome.result == SendClass::unknown && !unsure_since)
        unsure_since = now;
    if (settlement.state == OutboundState::waiting &&
        !is_safe_again(resend_of_(message), unsure_since, settlement.next_at))
        settlement = {OutboundState::in_doubt, now, outcome.detail};
    if (settlement.state == OutboundState::waiting && is_used_up(message, now))
        settlement = given_up(message, now, outcome.detail);
    return database_.write([&](Connection& connection) {
        OutboxRepository outbox(connection);
        outbox.set_parts_done(message.id, message.parts_done);
        outbox.set_unsure_since(message.id, unsure_since);
        const bool is_ours = outbox.settle(
            message.id, owner, settlement.state, settlement.next_at, settlement.detail
        );
        store::ReportRepository(connection).add_parts(message, outcome.ids, now);
        const UndeliveredUses uses{connection, town.get(), now};
        // What the platform reported meanwhile was nobody's until now.
        follow_reports(uses, message.id);
        if (is_ours)
            try_otherwise(uses, message.id, settlement);
        const auto row = outbox.find(message.id);
        return row ? row->message.state : settlement.state;
    });
}

void Delivery::put_off(
    const model::OutboundMessage& message, const std::string& owner, model::Instant until
) {
    database_.write([&](Connection& connection) {
        OutboxRepository(connection).put_off(message.id, owner, until);
    });
}

int Delivery::try_now(const std::string& channel, const std::string& account) {
    return database_.write([&](Connection& connection) {
        return OutboxRepository(connection).make_due(channel, account, clock_.now());
    });
}

int Delivery::recover_abandoned() {
    return recover(clock_.now());
}

int Delivery::recover_all() {
    return recover(model::Instant::max());
}

int Delivery::recover(model::Instant claimed_until) {
    const auto now = clock_.now();
    const auto abandoned = database_.read([&](Connection& connection) {
        return OutboxRepository(connection).abandoned(claimed_until);
    });
    if (abandoned.empty())
        return 0;
    const auto town = town_ ? town_->snapshot() : nullptr;
    return database_.write([&](Connection& connection) {
        OutboxRepository outbox(connection);
        const UndeliveredUses uses{connection, town.get(), now};
        int settled = 0;
        for (const auto& message : abandoned) {
            auto settlement = abandonment_of(message, resend_of_(message), now);
            if (settlement.state == OutboundState::waiting && is_used_up(message, now))
                settlement = given_up(message, now, settlement.detail);
            outbox.set_unsure_since(message.id, message.unsure_since);
            if (!outbox.settle(message.id, "", settlement.state, now, settlement.detail))
                continue;
            ++settled;
            try_otherwise(uses, message.id, settlement);
        }
        return settled;
    });
}

std::vector<OutboundRow> Delivery::in_state(OutboundState state) const {
    const auto rows = database_.read([&](Connection& connection) {
        return OutboxRepository(connection).in_state(state, kShownRows);
    });
    std::vector<OutboundRow> shown;
    for (const auto& row : rows) {
        shown.push_back({row.message, row.detail});
        if (town_ != nullptr)
            shown.back().message.text =
                without_code(row.message.text, town_->secret(), row.message.number);
    }
    return shown;
}

std::optional<std::string> Delivery::number_of(model::OutboundId id) const {
    const auto row = database_.read([&](Connection& connection) {
        return OutboxRepository(connection).find(id);
    });
    return row ? std::optional(row->message.number) : std::nullopt;
}

model::Result<void> Delivery::decide(
    const model::Staff& staff, model::OutboundId id, Decision decision
) {
    const auto now = clock_.now();
    return database_.write([&](Connection& connection) -> model::Result<void> {
        OutboxRepository outbox(connection);
        const auto row = outbox.find(id);
        if (!row)
            return model::Errc::not_found;
        if (row->message.state != OutboundState::in_doubt &&
            row->message.state != OutboundState::failed)
            return model::Errc::move_not_allowed;
        const auto& decided = kDecisions[static_cast<std::size_t>(decision)];
        const std::string detail(decided.detail);
        if (decision == Decision::send_again)
            send_anew(connection, *row, now, detail);
        else
            outbox.decide(id, row->message.state, decided.state, now, detail);
        store::TicketRepository(connection)
            .add_history(row->ticket, {now, staff.login, std::string(decided.event), detail});
        store::PeopleRepository(connection)
            .add_audit(now, staff.login, std::string(decided.audit), row->message.number, "");
        return {};
    });
}

}  // namespace huiying::desk
