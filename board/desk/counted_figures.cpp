#include "board/desk/counted_figures.hpp"

#include "board/model/passed_on.hpp"

namespace huiying::desk {

using model::PastRound;
using model::Standing;
using model::Ticket;

void CountedFigures::add(const Ticket& ticket, const std::vector<PastRound>& past) {
    ++tickets_;
    if (model::is_open(ticket.state))
        add_open(ticket);
    add_plain(ticket, past);
    for (const auto& promise : model::promises_of(ticket, past))
        add(promise);
}

void CountedFigures::add_open(const Ticket& ticket) {
    auto& figures = units_[ticket.unit];
    ++figures.open;
    const auto due = ticket.due.final_due;
    if (!due || ticket.state == model::TicketState::paused)
        return;
    if (ticket.round == 1 && model::is_late_on_arrival(ticket, due))
        ++figures.late_on_arrival;
    else if (*due < now_)
        ++figures.overdue;
    else if (model::local_date(*due) == model::local_date(now_))
        ++figures.due_today;
}

void CountedFigures::add_plain(const Ticket& ticket, const std::vector<PastRound>& past) {
    const auto replied = past.empty() ? ticket.replied_at : past.front().replied_at;
    auto& figures = units_[past.empty() ? ticket.unit : past.front().unit];
    ++figures.received;
    figures.responded += ticket.responded_at ? 1 : 0;
    figures.answered += replied ? 1 : 0;
    const auto day = model::to_iso(model::local_date(ticket.received_at));
    if (!days_.contains(day))
        return;
    auto& of_day = of_days_[day];
    ++of_day.received;
    of_day.answered += replied ? 1 : 0;
}

void CountedFigures::add(const model::MeasuredPromise& promise) {
    const auto standing = model::standing_at(promise.clock, now_);
    if (standing != Standing::met && standing != Standing::missed)
        return;
    auto& figures = units_[std::string(promise.unit)];
    auto& rate = figures.rates.at(static_cast<std::size_t>(promise.measure));
    ++rate.counted;
    if (standing == Standing::missed)
        return;
    ++rate.met;
    figures.responded_same_day += promise.measure == model::Measure::response ? 1 : 0;
    figures.answered_in_time += promise.measure == model::Measure::final_reply ? 1 : 0;
}

}  // namespace huiying::desk
