#include "board/desk/citizen_status.hpp"

#include "board/desk/guess_bounds.hpp"
#include "board/desk/recount_words.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/town.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/joined_repository.hpp"
#include "board/store/pause_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/publication_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/decision.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// In which asks for a lost code are counted.
constexpr hours kWindow{1};
constexpr minutes kLock{60};

/// Nobody is counted by the number alone: who knows it could shut its owner out. With 45 bits a
/// code and some thirty guesses an hour from one address, a million addresses need a lifetime.
std::array<GuessBound, 2> code_bounds(const std::string& peer, const std::string& number) {
    return {
        GuessBound{"peer:" + peer, 30, minutes{1}, minutes{60}, minutes{2}},
        GuessBound{"code:" + peer + "|" + number, 10, minutes{1}, minutes{60}, minutes{6}}};
}

std::string canonical_or_none(const std::string& typed) {
    return model::canonical_number(text::normalise(typed)).value_or("");
}

/// Events of the history that a citizen sees, in the citizen's words. `{}` is replaced by the
/// unit's name.
struct ShownEvent {
    std::string_view event;
    std::string_view text;
};

constexpr std::array kShownEvents{
    ShownEvent{"received", "收到您的留言，已登记编号"},
    ShownEvent{"to_accept", "等待受理"},
    ShownEvent{"accepted", "已受理"},
    ShownEvent{"not_accepted", "不予受理，原因和应走的渠道见答复"},
    ShownEvent{"given_back", "已退回转办单位办理"},
    ShownEvent{"to_dispatch", "正在确认承办单位"},
    ShownEvent{"routed", "已受理，交{}办理"},
    ShownEvent{"assigned", "已交{}办理"},
    ShownEvent{"signed", "{}已签收"},
    ShownEvent{"recalled", "正在重新确认承办单位"},
    ShownEvent{"answered_at_once", "已即时答复，如未解决请继续留言"},
    ShownEvent{"added", "收到您的补充"},
    ShownEvent{"reopened", "重新办理"},
    ShownEvent{"paused", "中止办理，期限暂停计算"},
    ShownEvent{"resumed", "恢复办理，答复日期见上"},
    ShownEvent{"survivor_paused", "合并办理的事项中止办理，期限暂停计算"},
    ShownEvent{"survivor_resumed", "合并办理的事项恢复办理"},
    ShownEvent{"terminated", "经批准终止办理，原因见答复"},
    ShownEvent{"commitment_made", "{}承诺了后续事项，日期见上"},
    ShownEvent{"commitment_kept", "承诺的事项已办好"},
    ShownEvent{"evaluation_asked", "请您评价这次答复"},
    ShownEvent{"archived", "已归档"},
    ShownEvent{"extension_granted", "经批准延期答复，答复日期见上"},
    ShownEvent{"contacted", "工作人员已与您联系"},
    ShownEvent{"submitted", "答复正在审核"},
    ShownEvent{"sent_back", "答复正在完善"},
    ShownEvent{"replied", "{}已答复"},
    ShownEvent{"evaluated", "收到您对答复的评价"},
    ShownEvent{"rework_ordered", "{}重新办理"},
    ShownEvent{"closed", "已办结"},
    ShownEvent{"withdrawn", "您撤回了留言"},
    ShownEvent{"consent_withdrawn", "您撤回了公开同意"},
    ShownEvent{"reminded", "收到您的催办，已提醒尽快办理"},
    ShownEvent{"merged", "与同一事项的来信合并办理，答复时同时告知您"},
    ShownEvent{"joined", "您关联了另一件来信"},
    ShownEvent{"parted", "取消了与另一件来信的关联"},
    ShownEvent{"unmerged", "恢复单独办理"},
};

bool is_published(store::Connection& connection, model::TicketId ticket) {
    const auto copy = store::PublicationRepository(connection).find(ticket);
    return copy && copy->state == store::PublicationState::published;
}

/// What the town presses its own units for is the town's.
bool is_internal(const model::HistoryEntry& entry) {
    return entry.event == "reminded" && entry.actor != "citizen";
}

std::optional<std::string> shown(const std::string& event, const std::string& unit) {
    const auto* found =
        std::find_if(kShownEvents.begin(), kShownEvents.end(), [&](const auto& row) {
            return row.event == event;
        });
    if (found == kShownEvents.end())
        return std::nullopt;
    std::string text(found->text);
    if (const auto at = text.find("{}"); at != std::string::npos)
        text.replace(at, 2, unit);
    return text;
}

void read_course(store::Connection& connection, model::TicketId ticket, CitizenView& view) {
    for (auto& row : store::CommitmentRepository(connection).of(ticket))
        view.commitments.push_back({row.text, row.due, row.kept_at, row.summary});
    if (view.state != model::TicketState::paused)
        return;
    for (auto& row : store::PauseRepository(connection).of(ticket))
        if (!row.to)
            view.pause = {row.from, std::string(model::chinese_name(row.ground)), row.evidence};
}

/// Other dates among the steps, by time.
void add_date_changes(
    const std::vector<store::DueChange>& changes,
    model::Instant now,
    std::vector<CitizenView::Step>& steps
) {
    for (const auto& change : changes)
        if (auto text = citizen_words(change, now); !text.empty())
            steps.push_back({change.at, std::move(text)});
    std::stable_sort(steps.begin(), steps.end(), [](const auto& left, const auto& right) {
        return left.at < right.at;
    });
}

/// The messages after the first, whose text is the ticket's own.
void add_messages(const std::vector<store::MessageRecord>& messages, CitizenView& view) {
    if (!messages.empty())
        view.files = messages.front().attachments;
    for (const auto& message : messages)
        if (view.answered_at_once.empty() && !message.passive_text.empty())
            view.answered_at_once = message.passive_text;
    for (std::size_t i = 1; i < messages.size(); ++i)
        view.additions.push_back(
            {messages[i].received_at, messages[i].text, messages[i].attachments}
        );
}

std::optional<model::TicketState> state_if_added(
    const workflow::TicketFacts& facts, model::Instant now
) {
    const auto decision = workflow::decide(
        facts, {.move = workflow::Move::add, .actor = workflow::the_citizen(), .now = now}
    );
    const auto* outcome = std::get_if<workflow::Outcome>(&decision);
    return outcome ? std::optional(outcome->state) : std::nullopt;
}

CitizenView view_of(
    store::Connection& connection,
    const store::TicketRecord& record,
    const TownSnapshot& town,
    model::Instant now
) {
    store::TicketRepository tickets(connection);
    const auto& ticket = record.ticket;
    CitizenView view{
        .number = ticket.number,
        .state = ticket.state,
        .kind = ticket.kind,
        .subject = ticket.subject,
        .text = ticket.text,
        .received_at = ticket.received_at,
        .due = ticket.due,
        .replies = tickets.replies(ticket.id),
    };
    if (const auto* unit = town.unit(ticket.unit)) {
        view.unit = unit->name;
        view.contact = unit->contact;
    }
    const auto& by = view.unit.empty() ? town.settings().office_name : view.unit;
    for (const auto& entry : tickets.history(ticket.id))
        if (auto text = shown(entry.event, by); text && !is_internal(entry))
            view.steps.push_back({entry.at, std::move(*text)});
    add_date_changes(store::DueRepository(connection).changes(ticket.id), now, view.steps);
    add_messages(tickets.messages(ticket.id), view);
    if (!ticket.responded_at)
        view.answered_at_once.clear();
    read_course(connection, ticket.id, view);
    for (const auto other : store::JoinedRepository(connection).of(ticket.id))
        if (const auto joined = tickets.find(other))
            view.joined.push_back(
                {joined->ticket.number, joined->ticket.state, joined->ticket.received_at}
            );
    const auto course = store::CourseRepository(connection).find(ticket.id);
    const auto facts = full_facts(connection, record, course, town, now);
    view.grade = course.grade;
    view.may_evaluate =
        workflow::may(workflow::the_citizen(), facts, workflow::Move::evaluate).has_value();
    view.may_withdraw =
        workflow::may(workflow::the_citizen(), facts, workflow::Move::withdraw).has_value();
    view.may_remind =
        workflow::may(workflow::the_citizen(), facts, workflow::Move::remind).has_value();
    view.may_withdraw_consent = ticket.publish == model::PublishConsent::yes;
    // Without consent nothing is public.
    view.is_public = view.may_withdraw_consent && is_published(connection, ticket.id);
    view.if_added = state_if_added(facts, now);
    return view;
}

}  // namespace

CitizenStatus::CitizenStatus(store::Database& database, const Town& town, const model::Clock& clock)
    : database_(database), town_(town), clock_(clock) {}

model::Result<std::string> CitizenStatus::prove(const CitizenProof& proof) {
    if (wait_of(proof) > std::chrono::seconds::zero())
        return model::Errc::rate_limited;
    auto number = canonical_or_none(proof.number);
    if (!number.empty() &&
        model::is_query_code_of(town_.secret(), number, text::normalise(proof.code)))
        return number;
    database_.write([&](store::Connection& connection) {
        store::PeopleRepository people(connection);
        count_guess(people, code_bounds(proof.peer, number), clock_.now());
    });
    return model::Errc::wrong_code;
}

std::chrono::seconds CitizenStatus::wait_of(const CitizenProof& proof) const {
    return database_.read([&](store::Connection& connection) {
        store::PeopleRepository people(connection);
        const auto bounds = code_bounds(proof.peer, canonical_or_none(proof.number));
        return desk::wait_of(people, bounds, clock_.now());
    });
}

model::Result<CitizenView> CitizenStatus::status(
    const std::string& number, const std::string& code, const std::string& peer
) {
    const auto proved = prove({number, code, peer});
    if (proved.has_error())
        return proved.error();
    const auto town = town_.snapshot();
    auto view = database_.read([&](store::Connection& connection) -> std::optional<CitizenView> {
        const auto record = store::TicketRepository(connection).find(*proved);
        return record ? std::optional(view_of(connection, *record, *town, clock_.now()))
                      : std::nullopt;
    });
    if (view)
        return std::move(*view);
    // A right code of a number that the record does not know yet: the message came just now and is
    // on its way.
    CitizenView on_its_way{.number = *proved, .received_at = clock_.now()};
    on_its_way.due = town->due_times(on_its_way.received_at);
    on_its_way.steps.push_back({on_its_way.received_at, "收到您的留言，正在登记"});
    return on_its_way;
}

bool CitizenStatus::is_locked(const std::string& subject) const {
    const auto guesses = database_.read([&](store::Connection& connection) {
        return store::PeopleRepository(connection).guesses(subject);
    });
    return guesses && guesses->locked_until > clock_.now();
}

void CitizenStatus::count_wrong(const std::string& subject, int limit) {
    const auto now = clock_.now();
    database_.write([&](store::Connection& connection) {
        store::PeopleRepository people(connection);
        auto guesses = people.guesses(subject).value_or(store::GuessRecord{0, now, {}});
        if (guesses.since + kWindow < now)
            guesses = {0, now, {}};
        ++guesses.failures;
        if (guesses.failures >= limit)
            guesses.locked_until = now + kLock;
        people.set_guesses(subject, guesses);
        people.remove_old_guesses(now - 24 * kWindow);
    });
}

}  // namespace huiying::desk
