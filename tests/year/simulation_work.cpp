// What people of the town do with a ticket when it is their turn.
#include "simulation.hpp"

#include <algorithm>

namespace huiying::year {
namespace {

using enum model::TicketState;
using model::Errc;

/// What the workflow may refuse in an ordinary year.
bool is_ordinary(Errc errc) {
    switch (errc) {
        case Errc::move_not_allowed:
        case Errc::deadline_passed:
        case Errc::return_window_closed:
        case Errc::return_cap_reached:
        case Errc::already_returned:
        case Errc::already_evaluated:
        case Errc::unit_designated:
        case Errc::survivor_unfit:
        case Errc::commitment_open:
            return true;
        default:
            return false;
    }
}

/// More than any matter needs.
constexpr int kMostSteps = 60;

}  // namespace

template <class Result>
bool Simulation::done(const char* what, const Result& result) {
    if (result.has_value()) {
        ++tally_[what];
        return true;
    }
    const auto errc = model::errc_of(result.error());
    const auto words = std::string(what) + " refused: " + std::string(model::code_of(errc));
    ++tally_[words];
    if (!is_ordinary(errc))
        faults_.push_back(words + " at " + text_of(town_.clock.ms()));
    return false;
}

template bool Simulation::done(const char*, const model::Result<desk::Moved>&);

void Simulation::step(std::size_t index) {
    const auto record = town_.find(matters_[index].message.number);
    if (++progress_[index].steps == kMostSteps)
        faults_.push_back(
            record->ticket.number +
            " goes round in circles: " + std::string(model::to_word(record->ticket.state))
        );
    if (progress_[index].steps >= kMostSteps)
        return;
    switch (record->ticket.state) {
        case pending_acceptance:
        case to_dispatch:
            return at_office(index, *record);
        case to_sign:
        case handling:
        case drafted:
        case sent_back:
        case rework:
            return at_unit(index, *record);
        case in_review:
            return review(index, *record);
        case dispatch_review:
            return rule(index, *record);
        default:
            return;
    }
}

/// What accuses somebody is the office's alone.
model::Staff Simulation::worker_of(const store::TicketRecord& record) {
    return record.ticket.restricted ? town_.person("wu") : town_.handler_of(record.ticket.unit);
}

void Simulation::at_office(std::size_t index, const store::TicketRecord& record) {
    const auto& matter = matters_[index];
    const auto& ticket = record.ticket;
    const auto& zhou = town_.person("zhou");
    const desk::TicketRef ref{ticket.number, ticket.version};
    const bool unsure = ticket.unit.empty() && !record.urgent && !ticket.restricted;
    if (matter.plan.refused && unsure) {
        if (done(
                "not_accept",
                casework_.acceptance.not_accept(
                    zhou, ref, {model::NonAcceptance::improper, "内容不属于受理范围。", "", ""}
                )
            ))
            return go_on_with_carried(index);
    }
    if (matter.plan.merged && unsure && !progress_[index].merged && merge(index, record))
        return;
    if (ticket.state == pending_acceptance)
        (void)done("accept", casework_.acceptance.accept(zhou, ref));
    else
        (void)done(
            "assign",
            tickets_.assign(zhou, ref, ticket.restricted ? kOffice : matter.right_unit, "")
        );
    plan_work(town_.clock.ms() + matter.plan.first_step, Happening::step, index);
}

bool Simulation::merge(std::size_t index, const store::TicketRecord& record) {
    const auto survivor = town_.find(matters_[last_open_].message.number);
    if (last_open_ == index || !survivor || !model::is_open(survivor->ticket.state) ||
        survivor->ticket.restricted)
        return false;
    if (!done(
            "merge",
            casework_.merging.merge(
                town_.person("zhou"),
                {record.ticket.number, record.ticket.version},
                survivor->ticket.number
            )
        ))
        return false;
    progress_[index].merged = true;
    carried_[last_open_].push_back(index);
    if (matters_[index].plan.unmerged)
        plan_work(town_.clock.ms() + 20 * kHour, Happening::unmerged, index);
    return true;
}

void Simulation::unmerge(std::size_t index) {
    const auto record = town_.find(matters_[index].message.number);
    if (record->ticket.state != merged)
        return;
    if (done(
            "unmerge",
            casework_.merging.unmerge(
                town_.person("zhou"), {record->ticket.number, record->ticket.version}
            )
        ))
        plan_work(town_.clock.ms() + kHour, Happening::step, index);
}

void Simulation::go_on_with_carried(std::size_t index) {
    for (const auto carried : carried_[index])
        plan_work(town_.clock.ms() + kHour, Happening::step, carried);
}

void Simulation::at_unit(std::size_t index, const store::TicketRecord& record) {
    auto& progress = progress_[index];
    const auto& matter = matters_[index];
    const auto& ticket = record.ticket;
    if (ticket.unit == kSilent)
        return;
    const auto handler = worker_of(record);
    const desk::TicketRef ref{ticket.number, ticket.version};
    if (matter.plan.returned && !progress.asked_return && ticket.unit != kOffice) {
        progress.asked_return = true;
        if (done(
                "return",
                casework_.returns.ask(
                    handler, ref, {model::ReturnGround::not_our_duty, "职责清单第三条"}
                )
            ))
            return plan_work(town_.clock.ms() + 2 * kHour, Happening::step, index);
    }
    if (ticket.state == to_sign) {
        (void)done("sign", casework_.acceptance.sign(handler, ref));
        return plan_work(town_.clock.ms() + kHour, Happening::step, index);
    }
    if (progress.taken_up_at == 0 || ticket.round > 1) {
        progress.taken_up_at = town_.clock.ms();
        last_open_ = index;
    }
    if (!before_reply(index, record))
        reply(index, record);
}

bool Simulation::before_reply(std::size_t index, const store::TicketRecord& record) {
    auto& progress = progress_[index];
    const auto& plan = matters_[index].plan;
    const auto& ticket = record.ticket;
    const auto handler = worker_of(record);
    const desk::TicketRef ref{ticket.number, ticket.version};
    const auto now = town_.clock.ms();
    const auto ready = progress.taken_up_at + plan.reply_after;
    if (plan.contacted && !progress.contacted) {
        progress.contacted = true;
        desk::ContactMade contact;
        const auto earlier = town_.clock.now() - std::chrono::minutes{20};
        contact.at = earlier > ticket.received_at ? earlier : town_.clock.now();
        contact.number = "13800000000";
        contact.summary = "已电话说明";
        contact.reached = index % 7 != 0;
        (void)done("contact", casework_.contacts.log(handler, ref, contact));
        plan_work(now + 20 * kMinute, Happening::step, index);
        return true;
    }
    if (beside(index, record))
        return true;
    const bool may_extend = town_.town->snapshot()->settings().workflow.max_extension_workdays > 0;
    if (plan.extended && may_extend && !ticket.restricted && !progress.asked_extension &&
        ticket.round == 1) {
        progress.asked_extension = true;
        if (done("ask_extension", casework_.extensions.ask(handler, ref, 3, "等厂家到货")))
            plan_work(now + 3 * kHour, Happening::granted, index);
    } else if (plan.saved_first && !progress.saved) {
        progress.saved = true;
        (void)done("save_draft", tickets_.save_draft(handler, ref, "正在办理。"));
    } else if (now >= ready || ticket.round > 1) {
        return false;
    }
    plan_work(std::max(ready, now + 30 * kMinute), Happening::step, index);
    return true;
}

void Simulation::grant(std::size_t index) {
    const auto record = town_.find(matters_[index].message.number);
    const desk::TicketRef ref{record->ticket.number, record->ticket.version};
    if (index % 5 == 0)
        (void
        )done("refuse_extension", casework_.extensions.refuse(town_.person("han"), ref, "不需要"));
    else
        (void)done("grant_extension", casework_.extensions.grant(town_.person("han"), ref, "同意"));
}

void Simulation::reply(std::size_t index, const store::TicketRecord& record) {
    const auto& ticket = record.ticket;
    const auto handler = worker_of(record);
    const desk::TicketRef ref{ticket.number, ticket.version};
    if (handler.login == "clerk")
        ++tally_["replies by the deputy"];
    if (ticket.kind == model::Kind::complaint) {
        (void)done("submit", tickets_.submit(handler, ref, "已派人到现场处理，三日内恢复。"));
        return plan_work(town_.clock.ms() + 2 * kHour, Happening::step, index);
    }
    const auto with = promise(index);
    if (done("reply", tickets_.reply(handler, ref, "已派人到现场处理，今日恢复。", with)))
        after_reply(index, with);
}

void Simulation::review(std::size_t index, const store::TicketRecord& record) {
    const auto& ticket = record.ticket;
    const auto& shen = town_.person("shen");
    const desk::TicketRef ref{ticket.number, ticket.version};
    if (matters_[index].plan.sent_back && !progress_[index].sent_back) {
        progress_[index].sent_back = true;
        (void)done("send_back", tickets_.send_back(shen, ref, "请写明日期"));
        return plan_work(town_.clock.ms() + 2 * kHour, Happening::step, index);
    }
    const auto with = promise(index);
    if (done("reply", tickets_.reply(shen, ref, "已派人到现场处理，三日内恢复。", with)))
        after_reply(index, with);
}

void Simulation::rule(std::size_t index, const store::TicketRecord& record) {
    const auto& ticket = record.ticket;
    desk::RulingGiven given;
    given.reason = "按职责清单";
    given.ruling = static_cast<model::ReturnRuling>(index % 3);
    if (given.ruling == model::ReturnRuling::reassigned)
        given.unit = ticket.unit == "cjzx" ? "hbs" : "cjzx";
    if (!done(
            "rule",
            casework_.returns.rule(town_.person("han"), {ticket.number, ticket.version}, given)
        ))
        return;
    plan_work(town_.clock.ms() + kHour, Happening::step, index);
}

void Simulation::close(std::size_t index) {
    const auto record = town_.find(matters_[index].message.number);
    const auto& ticket = record->ticket;
    if (ticket.state == final_replied)
        (void)done("close", tickets_.close(town_.person("zhou"), {ticket.number, ticket.version}));
}

void Simulation::after_reply(std::size_t index, const desk::ReplyWith& with) {
    const auto& plan_of = matters_[index].plan;
    auto& progress = progress_[index];
    const auto now = town_.clock.ms();
    if (with.promised) {
        progress.promised = true;
        ++tally_["promised"];
        const auto days = std::max(plan_of.promised_days + plan_of.kept_after, 1);
        plan_work(now + days * kDay, Happening::kept, index);
    }
    if (plan_of.evaluated && progress.evaluations < 2)
        plan(now + 20 * kHour, Happening::evaluated, index);
    if (plan_of.added_after > 0 && !progress.added) {
        progress.added = true;
        plan(now + plan_of.added_after, Happening::added, index);
    }
    if (plan_of.closed)
        plan_work(now + 90 * kHour, Happening::closed, index);
}

}  // namespace huiying::year
