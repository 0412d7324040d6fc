#include "board/desk/parts.hpp"

#include "board/desk/clock_times.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::AssistRepository;

/// At the end of that working day; the ticket's own date is the last, as long as it is ahead.
std::optional<model::Instant> due_of(const MoveContext& context, int workdays) {
    const auto due = extended_due(context.town, context.now, workdays);
    const auto& own = context.record.ticket.due.final_due;
    if (!own || *own <= context.now)
        return due;
    return due ? std::min(*due, *own) : *own;
}

bool is_cancelled(const workflow::Outcome& outcome, const std::string& unit) {
    return std::any_of(outcome.effects.begin(), outcome.effects.end(), [&](const auto& effect) {
        const auto* change = std::get_if<workflow::ClockChange>(&effect);
        return change && change->clock == workflow::Clock::unit_part &&
               change->action == workflow::ClockAction::cancel && change->unit == unit;
    });
}

}  // namespace

std::optional<std::vector<workflow::AssistAsked>> asked_of(
    const TownSnapshot& town, const std::vector<AssistWanted>& wanted
) {
    std::vector<workflow::AssistAsked> asked;
    for (const auto& one : wanted) {
        const auto* unit = town.unit(one.unit);
        if (!unit || !unit->active)
            return std::nullopt;
        asked.push_back({one.unit, one.question, one.workdays});
    }
    return asked;
}

std::string begin_part(MoveContext& context, const AssistWanted& wanted) {
    store::AssistRow row;
    row.unit = wanted.unit;
    row.question = wanted.question;
    row.workdays = wanted.workdays;
    row.asked_by = context.login;
    row.at = context.now;
    row.due = due_of(context, wanted.workdays);
    AssistRepository(context.connection).add(context.record.ticket.id, row);
    const auto until =
        row.due ? model::to_chinese(*row.due, context.now) + "前" : std::string("期限待定");
    return "请" + context.town.unit_name(wanted.unit) + "协办（" + until + "）：" + wanted.question;
}

void end_parts(MoveContext& context) {
    AssistRepository assists(context.connection);
    const auto& ticket = context.record.ticket;
    for (const auto& row : assists.of(ticket.id)) {
        if (!row.is_open())
            continue;
        const bool leads = row.unit == ticket.unit;
        if (leads || is_cancelled(context.outcome, row.unit))
            assists.drop(
                ticket.id, row.unit, "system", context.now, leads ? "改为主办" : "来信已办结或转出"
            );
    }
}

std::vector<std::string> assisting_units(store::Connection& connection, model::TicketId ticket) {
    std::vector<std::string> units;
    for (const auto& row : AssistRepository(connection).of(ticket))
        if (!row.dropped_at)
            units.push_back(row.unit);
    return units;
}

}  // namespace huiying::desk
