// What lies beside the plain way of a ticket: pauses, opinions of other units, promises; and the
// morning's digest.
#include "board/store/assist_repository.hpp"
#include "simulation.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace huiying::year {
namespace {

/// Who is asked, the first that does not lead itself.
constexpr std::array kAsked{"zfd", "hbs"};
/// How soon somebody looks again whether an opinion is there.
constexpr Ms kPatience = 6 * kHour;

MorningSeen::Lines lines_of(const std::vector<desk::DigestItem>& items) {
    MorningSeen::Lines lines;
    for (const auto& item : items)
        if (item.clock == "final_reply" || item.clock == "unit_part" || item.clock == "commitment")
            lines.emplace(item.number, item.clock, model::to_unix_ms(item.due));
    return lines;
}

}  // namespace

bool Simulation::beside(std::size_t index, const store::TicketRecord& record) {
    const auto& ticket = record.ticket;
    if (ticket.round > 1 || ticket.restricted)
        return false;
    if (ask_opinion(index, record) || pause(index, record))
        return true;
    const auto part = open_opinion(ticket.number);
    if (!part || !part->due || *part->due < town_.clock.now())
        return false;
    plan_work(town_.clock.ms() + kPatience, Happening::step, index);
    return true;
}

bool Simulation::ask_opinion(std::size_t index, const store::TicketRecord& record) {
    auto& progress = progress_[index];
    const auto& plan_of = matters_[index].plan;
    const auto& ticket = record.ticket;
    if (plan_of.opinion_days == 0 || progress.asked_opinion)
        return false;
    progress.asked_opinion = true;
    const auto unit = ticket.unit == kAsked[0] ? kAsked[1] : kAsked[0];
    if (!done(
            "ask_assist",
            casework_.assists.ask(
                worker_of(record),
                {ticket.number, ticket.version},
                {unit, "现场情况如何？", plan_of.opinion_days}
            )
        ))
        return false;
    plan_work(town_.clock.ms() + plan_of.opinion_after, Happening::opinion, index);
    plan_work(town_.clock.ms() + 30 * kMinute, Happening::step, index);
    return true;
}

bool Simulation::pause(std::size_t index, const store::TicketRecord& record) {
    auto& progress = progress_[index];
    const auto& plan_of = matters_[index].plan;
    if (plan_of.paused_for == 0 || progress.paused)
        return false;
    progress.paused = true;
    const desk::PauseGiven given{static_cast<model::PauseGround>(index % 4), "来函编号一〇一"};
    const desk::TicketRef ref{record.ticket.number, record.ticket.version};
    if (!done("pause", casework_.pauses.pause(town_.person("han"), ref, given)))
        return false;
    plan_work(town_.clock.ms() + plan_of.paused_for, Happening::resumed, index);
    return true;
}

void Simulation::resume(std::size_t index) {
    const auto record = town_.find(matters_[index].message.number);
    if (record->ticket.state != model::TicketState::paused)
        return;
    const desk::TicketRef ref{record->ticket.number, record->ticket.version};
    (void)done("resume", casework_.pauses.resume(worker_of(*record), ref, ""));
    plan_work(town_.clock.ms() + kHour, Happening::step, index);
}

std::optional<store::AssistRow> Simulation::open_opinion(const std::string& number) {
    const auto record = town_.find(number);
    const auto parts = town_.database.read([&](store::Connection& connection) {
        return store::AssistRepository(connection).of(record->ticket.id);
    });
    const auto found =
        std::find_if(parts.begin(), parts.end(), [](const auto& part) { return part.is_open(); });
    return found == parts.end() ? std::nullopt : std::optional(*found);
}

void Simulation::give_opinion(std::size_t index) {
    const auto& number = matters_[index].message.number;
    const auto part = open_opinion(number);
    if (!part)
        return;
    // While the ticket stands still nobody may.
    if (town_.find(number)->ticket.state == model::TicketState::paused)
        return plan_work(town_.clock.ms() + kDay, Happening::opinion, index);
    const auto expert = town_.handler_of(part->unit);
    (void)done(
        "give_opinion", casework_.assists.give_opinion(expert, {number, {}}, "已到现场，情况属实。")
    );
}

desk::ReplyWith Simulation::promise(std::size_t index) const {
    desk::ReplyWith with;
    const auto days = matters_[index].plan.promised_days;
    if (days == 0 || progress_[index].promised)
        return with;
    const std::chrono::sys_days due{std::chrono::days{day_of(town_.clock.ms()) + days}};
    with.promised = desk::CommitmentPromised{"更换设施", model::Date{due}};
    return with;
}

void Simulation::keep(std::size_t index) {
    const auto record = town_.find(matters_[index].message.number);
    const auto& ticket = record->ticket;
    // Taken up again: kept when it is answered.
    if (model::is_open(ticket.state))
        return plan_work(town_.clock.ms() + kDay, Happening::kept, index);
    const desk::TicketRef ref{ticket.number, ticket.version};
    if (done("keep", casework_.commitments.keep(worker_of(*record), ref, "已更换。")) &&
        matters_[index].plan.closed)
        plan_work(town_.clock.ms() + kHour, Happening::closed, index);
}

void Simulation::tell_digest() {
    const auto told = digests_.tell_due();
    const auto view = digests_.of(town_.person("han"));
    if (told.has_error() || view.has_error()) {
        faults_.push_back("no digest at " + text_of(town_.clock.ms()));
        return;
    }
    tally_["digests"] += *told;
    mornings_.push_back(
        {town_.clock.ms(),
         lines_of(view->overdue),
         lines_of(view->today),
         lines_of(view->next_working_day)}
    );
}

}  // namespace huiying::year
