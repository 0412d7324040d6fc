// One person's tickets given to another.
#include "board/desk/handover_notice.hpp"
#include "board/desk/stand_in_people.hpp"
#include "board/desk/stand_ins.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/stand_in_repository.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

using model::Errc;
using model::Role;
using model::Staff;
using model::TicketState;
using store::Connection;
using store::PeopleRepository;
using store::StandInRepository;

constexpr int kShownHandovers = 200;

/// Whoever does is told names and reasons, not what was handed over.
bool may_list(const Staff& staff, const std::string& lead_unit) {
    return model::has_role(staff, Role::administrator) || model::has_role(staff, Role::manager) ||
           (model::has_role(staff, Role::dispatcher) && staff.unit == lead_unit);
}

/// Who gave, who took, and who is over the giver.
bool may_read(
    const Staff& staff,
    const store::HandoverRow& row,
    const std::optional<Staff>& giver,
    const std::string& lead_unit
) {
    return staff.id == row.from || staff.id == row.to ||
           (giver && may_arrange(staff, *giver, lead_unit));
}

/// Who may take over. Throws MoveRefused.
Staff taker_from(Connection& connection, const Staff& giver, const std::string& login) {
    const auto record = PeopleRepository(connection).find_staff(login);
    if (!record || !record->staff.active)
        throw wrong_field("to", "没有这个人，或者账号已经停用");
    if (record->staff.id == giver.id)
        throw wrong_field("to", "不能移交给本人");
    if (giver.unit.empty() || record->staff.unit != giver.unit)
        throw wrong_field("to", "须是同一个单位的同事");
    if (!model::has_role(record->staff, Role::handler))
        throw wrong_field("to", "须是承办人");
    return record->staff;
}

std::string name_of(PeopleRepository& people, model::StaffId id) {
    const auto staff = people.find_staff(id);
    return staff ? staff->name : std::string();
}

/// Whether there is still something to do: a merged ticket comes back when it is let go, and a
/// promise is owed after the reply, too.
bool is_in_hand(Connection& connection, const model::Ticket& ticket) {
    const auto state = ticket.state;
    return model::is_open(state) || state == TicketState::merged ||
           state == TicketState::final_replied || state == TicketState::to_evaluate ||
           store::CommitmentRepository(connection).open(ticket.id);
}

void put_in_hand(Connection& connection, model::TicketId ticket, model::StaffId holder) {
    store::CourseRepository courses(connection);
    auto course = courses.find(ticket);
    course.holder = holder;
    courses.put(ticket, course);
}

/// One ticket given from hand to hand, as a row of its history.
TicketEvent pass(
    Connection& connection,
    store::TicketRecord& record,
    const HandedOver& step,
    const std::string& by
) {
    put_in_hand(connection, record.ticket.id, step.to.id);
    store::TicketRepository tickets(connection);
    tickets.add_history(
        record.ticket.id,
        {step.at,
         by,
         "handed_over",
         "由" + step.from.name + "移交给" + step.to.name + "：" + step.reason}
    );
    tickets.update(record);
    return event_of(connection, "handed_over", record);
}

/// Everything of one handing over, inside its transaction.
Handover passed(
    Connection& connection,
    const TownSnapshot& town,
    const Staff& staff,
    HandedOver step,
    std::vector<TicketEvent>& events
) {
    const auto rules = rules_of(town);
    store::TicketRepository tickets(connection);
    std::vector<model::TicketId> ids;
    int left = 0;
    for (const auto id : store::CourseRepository(connection).held_by(step.from.id)) {
        auto record = tickets.find(id);
        if (!record)
            continue;
        const bool in_hand = is_in_hand(connection, record->ticket);
        if (!workflow::is_visible_to(step.to, access_facts(connection, *record, rules))) {
            left += in_hand ? 1 : 0;
            continue;
        }
        if (!in_hand) {
            // Nothing to hand over; but what the citizen adds one day must not come to who is gone.
            put_in_hand(connection, id, step.to.id);
            continue;
        }
        events.push_back(pass(connection, *record, step, staff.login));
        step.tickets.push_back(record->ticket);
        ids.push_back(id);
    }
    StandInRepository stand_ins(connection);
    store::HandoverRow row;
    row.at = step.at;
    row.by = staff.login;
    row.from = step.from.id;
    row.to = step.to.id;
    row.reason = step.reason;
    row.notice = handover_notice(town, step, staff.name);
    const auto id = stand_ins.add(row, ids);
    stand_ins.pass_draft_copies(step.from.id, step.to.id, ids);
    PeopleRepository(connection)
        .add_audit(
            step.at,
            staff.login,
            "hand_over",
            step.from.login,
            step.to.login + " " + std::to_string(ids.size())
        );
    return {
        id,
        step.at,
        staff.login,
        step.from.name,
        step.to.name,
        step.reason,
        static_cast<int>(ids.size()),
        left};
}

}  // namespace

model::Result<Handover> StandIns::hand_over(
    const Staff& staff, const std::string& from, const std::string& to, const std::string& reason
) {
    if (text::trim(reason).empty())
        return model::in_field(Errc::reason_needed, "reason");
    if (text::code_point_count(reason) > kMostArrangedWords)
        return model::in_field(Errc::text_too_long, "reason", "最多500字");
    const auto town = uses_.town.snapshot();
    std::vector<TicketEvent> events;
    Handover done;
    try {
        done = uses_.database.write([&](Connection& connection) {
            PeopleRepository people(connection);
            const auto giver = person_of(people, from);
            if (!may_arrange(staff, giver, town->lead_unit()))
                throw MoveRefused(Errc::forbidden);
            const auto taker = taker_from(connection, giver, to);
            events.clear();
            return passed(
                connection, *town, staff, {giver, taker, uses_.clock.now(), reason, {}}, events
            );
        });
    } catch (const MoveRefused& refused) {
        return refused.code();
    }
    for (const auto& event : events)
        uses_.announce(event);
    return done;
}

model::Result<std::vector<Handover>> StandIns::handovers(const Staff& staff) const {
    const auto lead = uses_.town.snapshot()->lead_unit();
    if (!may_list(staff, lead))
        return Errc::forbidden;
    const bool all_units = !model::has_role(staff, Role::manager) || staff.unit == lead;
    return uses_.database.read([&](Connection& connection) {
        PeopleRepository people(connection);
        std::vector<Handover> all;
        for (const auto& row : StandInRepository(connection).handovers(kShownHandovers)) {
            if (!all_units && !may_read(staff, row, people.find_staff(row.from), lead))
                continue;
            all.push_back(
                {row.id,
                 row.at,
                 row.by,
                 name_of(people, row.from),
                 name_of(people, row.to),
                 row.reason,
                 row.tickets,
                 0}
            );
        }
        return all;
    });
}

model::Result<std::string> StandIns::notice(const Staff& staff, std::int64_t id) const {
    const auto lead = uses_.town.snapshot()->lead_unit();
    return uses_.database.read([&](Connection& connection) -> model::Result<std::string> {
        const auto row = StandInRepository(connection).handover(id);
        if (!row)
            return Errc::not_found;
        PeopleRepository people(connection);
        if (!may_read(staff, *row, people.find_staff(row->from), lead))
            return Errc::forbidden;
        return row->notice;
    });
}

}  // namespace huiying::desk
