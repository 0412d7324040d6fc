#include "board/desk/duty_calls.hpp"

#include "board/desk/audience.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/workflow/notice_hours.hpp"
#include "board/workflow/parties.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Staff;
using model::StaffId;
using workflow::Audience;
using workflow::Rung;
using workflow::TicketFacts;

bool contains(const std::vector<StaffId>& ids, StaffId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string names_of(const std::vector<Staff>& people) {
    std::string names;
    for (const auto& person : people)
        names += (names.empty() ? "" : "、") + person.name;
    return names;
}

}  // namespace

void tell(
    store::AlarmRepository& alarms,
    const Colleagues& colleagues,
    const std::vector<Staff>& people,
    const TicketFacts& facts,
    store::NoticeRecord notice
) {
    for (const auto& person : people) {
        notice.staff = person.id;
        alarms.add_notice(notice);
    }
    for (const auto& person : people) {
        const auto deputy = colleagues.deputy_of(person.id);
        if (!deputy || !workflow::is_visible_to(*deputy, facts))
            continue;
        notice.staff = deputy->id;
        notice.for_staff = person.id;
        alarms.add_notice(notice);
    }
}

DutyCalls::DutyCalls(
    store::Connection& connection,
    const TownSnapshot& town,
    const Colleagues& colleagues,
    model::Instant now
)
    : duty_(connection), alarms_(connection), town_(town), colleagues_(colleagues), now_(now) {}

void DutyCalls::begin(const TicketFacts& facts, const store::FiredRung& rung) {
    const auto first = first_on_duty(facts, colleagues_.on_duty());
    if (!first)
        return;
    duty_.put(
        {.key = rung.key,
         .ticket = rung.ticket,
         .rung = rung.rung,
         .begun_at = now_,
         .called = {first->id},
         .next_at = now_ + town_.settings().ladder.duty_wait}
    );
}

std::vector<std::string> DutyCalls::go_on(
    const store::TicketRecord& record, const TicketFacts& facts
) {
    std::vector<std::string> sentences;
    for (auto& call : duty_.open_calls(record.ticket.id)) {
        if (*call.next_at > now_)
            continue;
        auto sentence = step(call, record, facts);
        if (!sentence.empty())
            sentences.push_back(std::move(sentence));
        duty_.put(call);
    }
    return sentences;
}

bool DutyCalls::is_over(const store::DutyCall& call, const model::Ticket& ticket) {
    const auto rung = workflow::parse_rung(call.rung);
    if (!rung || !workflow::is_wanted(*rung, ticket.state))
        return true;
    if (*rung == Rung::response_today && ticket.responded_at)
        return true;
    return duty_.is_answered(call);
}

std::vector<Staff> DutyCalls::next_people(store::DutyCall& call, const TicketFacts& facts) const {
    for (const auto& person : colleagues_.on_duty()) {
        if (contains(call.called, person.id) || !workflow::is_visible_to(person, facts))
            continue;
        call.called.push_back(person.id);
        call.next_at = now_ + town_.settings().ladder.duty_wait;
        return {person};
    }
    call.next_at.reset();
    std::vector<Staff> managers;
    for (auto& person : people_of({Audience::office_managers}, facts, colleagues_.own()))
        if (!contains(call.called, person.id))
            managers.push_back(std::move(person));
    return managers;
}

std::string DutyCalls::step(
    store::DutyCall& call, const store::TicketRecord& record, const TicketFacts& facts
) {
    const auto planned = *call.next_at;
    if (is_over(call, record.ticket)) {
        call.next_at.reset();
        return {};
    }
    const auto tried = call.called.size();
    const auto people = next_people(call, facts);
    const auto key = call.key + "|duty" + std::to_string(tried);
    if (!alarms_.fire({key, call.ticket, call.rung, planned, now_, static_cast<int>(people.size())}
        ))
        return {};
    tell(
        alarms_,
        colleagues_,
        people,
        facts,
        {.key = key,
         .ticket = call.ticket,
         .rung = call.rung,
         .send_at = now_,
         .window = workflow::window_of(hours_of(town_.settings()), now_)}
    );
    const std::string title(workflow::chinese_name(*workflow::parse_rung(call.rung)));
    const auto waited = std::to_string(town_.settings().ladder.duty_wait.count());
    if (people.empty())
        return title + "：值班人员均未应答，没有其他可以提醒的人";
    return title + "：" + waited + "分钟内无人应答，已提醒" +
           (call.next_at ? "下一位值班人员" : "") + names_of(people);
}

std::optional<model::Instant> DutyCalls::next(model::TicketId ticket) {
    const auto calls = duty_.open_calls(ticket);
    return calls.empty() ? std::nullopt : calls.front().next_at;
}

}  // namespace huiying::desk
