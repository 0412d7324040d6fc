#include "board/desk/upstreams.hpp"

#include "board/desk/receipts.hpp"
#include "board/desk/sheet_rows.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/upstream_report.hpp"
#include "board/desk/upstream_words.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/upstream_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::UpstreamRepository;

constexpr int kPage = 200;  ///< rows looked at at once
constexpr std::size_t kMostReported = 20'000;

UpstreamBody view_of(const model::ChannelAccount& account) {
    const auto title = account.setting("title");
    return {
        .account = account.name,
        .title = title.empty() ? account.name : title,
        .answers_citizen = answers_the_citizen(account),
        .takes_calls = takes_calls(account),
        .may_take_back = account.setting("take_back") != "no",
        .may_give_time = account.setting("more_time") != "no"};
}

PassedOnView::Question question_of(const store::UpstreamQuestion& row) {
    return {
        .asked = {row.what, row.workdays, row.reason, row.basis},
        .asked_by = row.asked_by,
        .asked_at = row.asked_at,
        .answer = row.answer,
        .answered_by = row.answered_by,
        .answered_at = row.answered_at,
        .opinion = row.opinion,
        .due = row.due};
}

PassedOnView view_of(
    store::Connection& connection, const TownSnapshot& town, const model::Ticket& ticket
) {
    const auto* body = body_of(town, ticket);
    PassedOnView view{
        .body = body ? view_of(*body) : UpstreamBody{ticket.account, ticket.account},
        .upstream_number = ticket.sender,
        .upstream_due = ticket.upstream_due,
        .response_late_on_arrival = model::is_late_on_arrival(ticket, ticket.due.response_due),
        .reply_late_on_arrival = model::is_late_on_arrival(ticket, ticket.due.final_due),
        .questions = {}};
    for (const auto& row : UpstreamRepository(connection).questions(ticket.id))
        view.questions.push_back(question_of(row));
    return view;
}

/// Reads pages until `take` has enough or nothing is left.
template <class Take>
void each_record(UpstreamRepository& repository, store::PassedOnFilter filter, Take take) {
    filter.limit = kPage;
    for (bool goes_on = true; goes_on;) {
        const auto page = repository.list(filter);
        for (const auto& record : page) {
            if (!take(record))
                return;
            filter.before = record.ticket.id.value;
        }
        goes_on = page.size() == static_cast<std::size_t>(kPage);
    }
}

}  // namespace

std::vector<UpstreamBody> Upstreams::bodies() const {
    std::vector<UpstreamBody> bodies;
    for (const auto& account : uses_.town.snapshot()->accounts())
        if (account.channel == model::kUpstream && account.active)
            bodies.push_back(view_of(account));
    return bodies;
}

std::optional<model::ChannelAccount> Upstreams::account(const std::string& name) const {
    const auto town = uses_.town.snapshot();
    const auto* found = town->any_account(std::string(model::kUpstream), name);
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<std::string> Upstreams::number_of(
    const std::string& account, const std::string& upstream_number
) const {
    return uses_.database.read([&](store::Connection& connection) -> std::optional<std::string> {
        const auto record = UpstreamRepository(connection).find(account, upstream_number);
        return record ? std::optional(record->ticket.number) : std::nullopt;
    });
}

std::variant<ReadMatter, ItemTrouble> Upstreams::read(
    const ItemFields& fields, const model::ChannelAccount& account
) const {
    auto made = message_of(fields, account, uses_.clock.now());
    if (auto* const trouble = std::get_if<ItemTrouble>(&made))
        return std::move(*trouble);
    ReadMatter matter{std::move(std::get<model::InboundMessage>(made))};
    if (auto number = number_of(account.name, matter.message.sender)) {
        matter.message.number = std::move(*number);
        matter.came_before = true;
    } else {
        (void)make_numbers(uses_.town, matter.message);
    }
    return matter;
}

PassedOnList Upstreams::list(const model::Staff& staff, const PassedOnWanted& wanted) const {
    const auto town = uses_.town.snapshot();
    const auto now = uses_.clock.now();
    const store::PassedOnFilter filter{
        .account = wanted.account,
        .only_open = wanted.only_open,
        .only_late_on_arrival = wanted.only_late_on_arrival,
        .only_asked = wanted.only_asked,
        .before = wanted.before};
    return uses_.database.read([&](store::Connection& connection) {
        UpstreamRepository repository(connection);
        PassedOnList list;
        each_record(repository, filter, [&](const store::TicketRecord& record) {
            if (list.rows.size() == static_cast<std::size_t>(wanted.limit))
                return false;
            list.next = record.ticket.id.value;
            if (!is_visible(connection, record, *town, staff))
                return true;
            const auto& ticket = record.ticket;
            const auto question = repository.open_question(ticket.id);
            list.rows.push_back(
                {.row = row_of(record, now),
                 .upstream_number = ticket.sender,
                 .unit_name = ticket.unit.empty() ? "" : town->unit_name(ticket.unit),
                 .upstream_due = ticket.upstream_due,
                 .response_late_on_arrival =
                     model::is_late_on_arrival(ticket, ticket.due.response_due),
                 .reply_late_on_arrival = model::is_late_on_arrival(ticket, ticket.due.final_due),
                 .asked = question ? question->what : ""}
            );
            return true;
        });
        if (list.rows.size() < static_cast<std::size_t>(wanted.limit))
            list.next = 0;
        return list;
    });
}

std::optional<PassedOnView> Upstreams::view(const model::Staff& staff, const std::string& number)
    const {
    const auto town = uses_.town.snapshot();
    std::optional<PassedOnView> view;
    uses_.database.read([&](store::Connection& connection) {
        const auto record = store::TicketRepository(connection).find(number);
        if (record && model::is_passed_on(record->ticket) &&
            is_visible(connection, *record, *town, staff))
            view = view_of(connection, *town, record->ticket);
    });
    return view;
}

std::string Upstreams::report(const model::Staff& staff, const ReportAsked& asked) const {
    const auto town = uses_.town.snapshot();
    const store::PassedOnFilter filter{
        .account = asked.account, .replied_from = asked.from, .replied_before = asked.before};
    auto reported = uses_.database.read([&](store::Connection& connection) {
        UpstreamRepository repository(connection);
        store::TicketRepository tickets(connection);
        std::vector<Reported> all;
        each_record(repository, filter, [&](const store::TicketRecord& record) {
            const bool is_due = asked.include_open || record.ticket.replied_at;
            if (!is_due || !is_visible(connection, record, *town, staff))
                return true;
            const auto replies = tickets.replies(record.ticket.id);
            all.push_back(
                {record,
                 replies.empty() ? std::string() : replies.back().text,
                 repository.questions(record.ticket.id)}
            );
            return all.size() < kMostReported;
        });
        return all;
    });
    std::reverse(reported.begin(), reported.end());
    const auto rows = report_rows(*town, reported);
    const auto now = uses_.clock.now();
    uses_.database.write([&](store::Connection& connection) {
        store::PeopleRepository(connection)
            .add_audit(
                now,
                staff.login,
                "export_upstream_report",
                asked.account,
                std::to_string(reported.size())
            );
    });
    return file_of_rows(asked.format, rows, "转办回报");
}

}  // namespace huiying::desk
