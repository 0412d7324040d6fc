#include "board/desk/recount_batch.hpp"

#include "board/desk/escalation.hpp"
#include "board/desk/ladder_plan.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/parts.hpp"
#include "board/desk/recount_words.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/ticket_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using sla::Renewal;
using store::Connection;
using store::DueVersions;
using store::PromisedDates;
using workflow::Clock;

/// Notices of kept promises that one run gives a dispatcher; the histories have all of them, the
/// run has their number.
constexpr std::int64_t kNotices = 100;

/// Changes told to open pages from one batch; who looks on sees the rest when looking again.
constexpr std::size_t kAnnounced = 50;

/// Writes the tickets of one transaction.
class Writer {
  public:
    Writer(
        Connection& connection,
        const TownSnapshot& town,
        const store::RecountRun& run,
        model::Instant now
    )
        : connection_(connection),
          dues_(connection),
          tickets_(connection),
          alarms_(connection),
          outbox_(connection),
          town_(town),
          run_(run),
          now_(now) {}

    void write(const RenewedTicket& renewed) {
        const auto& before = *renewed.before;
        if (!dues_.put(before, renewed.due))
            return;
        if (renewed.own_response_due)
            dues_.put_own(before.ticket.id, *renewed.own_response_due, renewed.own_final_due);
        ++counts_.counted;
        bool is_news = false;
        for (const auto& clock : renewed.clocks)
            is_news |= note(renewed, clock);
        if (const auto text = letter_words(renewed, now_); is_news && !text.empty())
            tell(renewed, text);
        set_alarm(renewed);
    }

    [[nodiscard]] const store::RecountCounts& counts() const { return counts_; }

    std::vector<TicketEvent> take_events() { return std::move(events_); }

  private:
    /// Change and history. False when the same was said by an earlier run.
    bool note(const RenewedTicket& renewed, const ClockRenewal& clock) {
        const auto& ticket = renewed.before->ticket;
        if (clock.due.renewal == Renewal::kept && was_kept(ticket.id, clock))
            return false;
        const std::string word(outcome_word(clock.due.renewal));
        const DueVersions before{ticket.due.calendar_version, ticket.due.policy_version};
        dues_.add(
            {.ticket = ticket.id,
             .recount = run_.id,
             .clock = std::string(workflow::to_word(clock.clock)),
             .at = now_,
             .old_due = clock.told,
             .new_due = clock.due.due,
             .counted_due = clock.counted,
             .outcome = word,
             .before = before,
             .versions = run_.versions}
        );
        tickets_.add_history(
            ticket.id, {now_, "system", "due_" + word, history_words(clock, before, renewed)}
        );
        if (events_.size() < kAnnounced)
            announce(*renewed.before, word);
        count(renewed, clock);
        return true;
    }

    void announce(const PromisedDates& before, const std::string& word) {
        const auto& ticket = before.ticket;
        events_.push_back(
            {ticket.number,
             "due_" + word,
             ticket.unit,
             ticket.state,
             ticket.restricted,
             before.accused_units,
             assisting_units(connection_, ticket.id)}
        );
    }

    void count(const RenewedTicket& renewed, const ClockRenewal& clock) {
        if (clock.due.renewal == Renewal::kept)
            give_notice(renewed.before->ticket);
        if (clock.clock != Clock::final_reply)
            return;
        counts_.later += clock.due.renewal == Renewal::later ? 1 : 0;
        counts_.known += clock.due.renewal == Renewal::known ? 1 : 0;
        counts_.kept += clock.due.renewal == Renewal::kept ? 1 : 0;
    }

    bool was_kept(model::TicketId ticket, const ClockRenewal& clock) {
        const auto changes = dues_.changes(ticket);
        const auto last = std::find_if(changes.rbegin(), changes.rend(), [&](const auto& change) {
            return change.clock == workflow::to_word(clock.clock);
        });
        return last != changes.rend() && last->outcome == "kept" &&
               last->counted_due == clock.counted && last->new_due == clock.due.due;
    }

    void tell(const RenewedTicket& renewed, const std::string& text) {
        const auto& ticket = renewed.before->ticket;
        const auto due = renewed.due.final_due.value_or(renewed.due.response_due);
        const auto key = "hy_" + ticket.number + "_due_" + std::to_string(run_.id) + "_" +
                         std::to_string(ladder_version(due));
        // Twice in one run, where a ticket that it carries was counted later: told once.
        if (outbox_.has(key))
            return;
        const auto& by = town_.unit_name(ticket.unit);
        if (tell_citizen(outbox_, town_, ticket, key, {now_, by, text}))
            ++counts_.told;
    }

    void give_notice(const model::Ticket& ticket) {
        if (run_.counts.kept + counts_.kept >= kNotices)
            return;
        if (!dispatchers_) {
            dispatchers_ = store::PeopleRepository(connection_).staff();
            std::erase_if(*dispatchers_, [](const model::Staff& person) {
                return !person.active || !model::has_role(person, model::Role::dispatcher);
            });
        }
        const auto time = notice_time(town_, now_);
        for (const auto& person : *dispatchers_)
            alarms_.add_notice(
                {.key =
                     ticket.number + "|" + std::string(kKeptNotice) + "|" + std::to_string(run_.id),
                 .staff = person.id,
                 .ticket = ticket.id,
                 .rung = std::string(kKeptNotice),
                 .send_at = time.send_at,
                 .window = time.window}
            );
    }

    /// What the old ladder has told is not told again; where the new one has something to tell
    /// already, or something sooner, the clock looks then.
    void set_alarm(const RenewedTicket& renewed) {
        const auto id = renewed.before->ticket.id;
        auto look_at = renewed.next_rung;
        for (const auto& rung : renewed.passed)
            if (!alarms_.carry_over(rung.old_key, {rung.key, id, rung.rung, rung.at, now_, 0}))
                look_at = now_;
        const auto& alarm = renewed.before->alarm;
        if (look_at && (!alarm || *look_at < *alarm))
            alarms_.look_again(id, *look_at);
    }

    Connection& connection_;
    store::DueRepository dues_;
    store::TicketRepository tickets_;
    store::AlarmRepository alarms_;
    store::OutboxRepository outbox_;
    const TownSnapshot& town_;
    const store::RecountRun& run_;
    const model::Instant now_;
    std::optional<std::vector<model::Staff>> dispatchers_;
    store::RecountCounts counts_;
    std::vector<TicketEvent> events_;
};

}  // namespace

RecountBatch::RecountBatch(const TownSnapshot& town, model::Instant now) : town_(town), now_(now) {}

void RecountBatch::count(Connection& connection, const std::vector<PromisedDates>& batch) {
    store::DueRepository dues(connection);
    renewed_.reserve(batch.size());
    for (const auto& dates : batch)
        add(connection, dates);
    for (const auto& dates : batch) {
        if (!dates.survivor || seen_.contains(dates.survivor->value))
            continue;
        // It keeps the earliest date of all that it carries: of which one may be another now.
        if (auto survivor = dues.find(*dates.survivor)) {
            survivors_.push_back(std::move(*survivor));
            add(connection, survivors_.back());
        }
    }
}

void RecountBatch::add(Connection& connection, const PromisedDates& dates) {
    seen_.insert(dates.ticket.id.value);
    std::vector<PromisedDates> carried;
    if (dates.own_response_due)
        carried = store::DueRepository(connection).carried_by(dates.ticket.id);
    renewed_.push_back(renew(town_, dates, carried, now_));
}

store::RecountCounts RecountBatch::write(
    Connection& connection, const store::RecountRun& run, std::vector<TicketEvent>& events
) const {
    Writer writer(connection, town_, run, now_);
    for (const auto& renewed : renewed_)
        writer.write(renewed);
    events = writer.take_events();
    return writer.counts();
}

}  // namespace huiying::desk
