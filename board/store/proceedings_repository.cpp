#include "board/store/proceedings_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/tally.hpp"

#include <algorithm>
#include <array>

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

template <class Word>
std::string word_of(const std::optional<Word>& value) {
    return value ? std::string(to_word(*value)) : std::string();
}

constexpr std::array<std::string_view, 3> kExtensionDecisions{"", "granted", "refused"};

ExtensionDecision decision_of(const std::string& word) {
    const auto* found = std::find(kExtensionDecisions.begin(), kExtensionDecisions.end(), word);
    return found == kExtensionDecisions.end()
               ? ExtensionDecision::waiting
               : static_cast<ExtensionDecision>(found - kExtensionDecisions.begin());
}

}  // namespace

std::string_view to_word(ExtensionDecision decision) {
    return kExtensionDecisions.at(static_cast<std::size_t>(decision));
}

void ProceedingsRepository::add(model::TicketId ticket, const ReturnRow& row) {
    connection_.run(
        "insert into ticket_return (ticket, unit, asked_by, at, ground, basis) values "
        "(?,?,?,?,?,?)",
        ticket.value,
        row.unit,
        row.asked_by,
        to_unix_ms(row.at),
        to_word(row.ground),
        row.basis
    );
}

bool ProceedingsRepository::rule(model::TicketId ticket, const ReturnRow& ruling) {
    return connection_.run(
               "update ticket_return set ruling = ?, right_unit = ?, ruled_by = ?, ruled_at = ?, "
               "reason = ? where ticket = ? and ruling = ''",
               word_of(ruling.ruling),
               ruling.right_unit,
               ruling.ruled_by,
               ms_of(ruling.ruled_at),
               ruling.reason,
               ticket.value
           ) == 1;
}

std::vector<ReturnRow> ProceedingsRepository::returns(model::TicketId ticket) {
    std::vector<ReturnRow> rows;
    auto row = connection_.query(
        "select id, unit, asked_by, at, ground, basis, ruling, right_unit, ruled_by, ruled_at, "
        "reason from ticket_return where ticket = ? order by id",
        ticket.value
    );
    while (row.next())
        rows.push_back(
            {row.integer(0),
             row.text(1),
             row.text(2),
             from_unix_ms(row.integer(3)),
             model::parse_return_ground(row.text(4)).value_or(model::ReturnGround::not_our_duty),
             row.text(5),
             model::parse_return_ruling(row.text(6)),
             row.text(7),
             row.text(8),
             instant_at(row, 9),
             row.text(10)}
        );
    return rows;
}

void ProceedingsRepository::add(model::TicketId ticket, const ExtensionRow& row) {
    connection_.run(
        "insert into extension (ticket, asked_by, at, workdays, reason) values (?,?,?,?,?)",
        ticket.value,
        row.asked_by,
        to_unix_ms(row.at),
        row.workdays,
        row.reason
    );
}

bool ProceedingsRepository::decide(model::TicketId ticket, const ExtensionRow& decision) {
    return connection_.run(
               "update extension set decision = ?, decided_by = ?, decided_at = ?, opinion = ?, "
               "old_due = ?, new_due = ? where ticket = ? and decision = ''",
               to_word(decision.decision),
               decision.decided_by,
               ms_of(decision.decided_at),
               decision.opinion,
               ms_of(decision.old_due),
               ms_of(decision.new_due),
               ticket.value
           ) == 1;
}

std::vector<ExtensionRow> ProceedingsRepository::extensions(model::TicketId ticket) {
    std::vector<ExtensionRow> rows;
    auto row = connection_.query(
        "select asked_by, at, workdays, reason, decision, decided_by, decided_at, opinion, "
        "old_due, new_due from extension where ticket = ? order by id",
        ticket.value
    );
    while (row.next())
        rows.push_back(
            {row.text(0),
             from_unix_ms(row.integer(1)),
             static_cast<int>(row.integer(2)),
             row.text(3),
             decision_of(row.text(4)),
             row.text(5),
             instant_at(row, 6),
             row.text(7),
             instant_at(row, 8),
             instant_at(row, 9)}
        );
    return rows;
}

void ProceedingsRepository::add(model::TicketId ticket, const ContactRow& row) {
    connection_.run(
        "insert into contact (ticket, at, by, way, number, summary, reached) values "
        "(?,?,?,?,?,?,?)",
        ticket.value,
        to_unix_ms(row.at),
        row.by,
        to_word(row.way),
        row.number,
        row.summary,
        row.reached
    );
}

std::vector<ContactRow> ProceedingsRepository::contacts(model::TicketId ticket) {
    std::vector<ContactRow> rows;
    auto row = connection_.query(
        "select at, by, way, number, summary, reached from contact where ticket = ? order by at, "
        "id",
        ticket.value
    );
    while (row.next())
        rows.push_back(
            {from_unix_ms(row.integer(0)),
             row.text(1),
             model::parse_contact_way(row.text(2)).value_or(model::ContactWay::call),
             row.text(3),
             row.text(4),
             row.integer(5) != 0}
        );
    return rows;
}

void ProceedingsRepository::add(model::TicketId ticket, const EvaluationRow& row) {
    TallyChange change(connection_, ticket);
    connection_.run(
        "insert into evaluation (ticket, at, by, round, grade, reason, summary) values "
        "(?,?,?,?,?,?,?)",
        ticket.value,
        to_unix_ms(row.at),
        row.by,
        row.round,
        to_word(row.grade),
        row.reason,
        row.summary
    );
    change.settle();
}

std::vector<EvaluationRow> ProceedingsRepository::evaluations(model::TicketId ticket) {
    std::vector<EvaluationRow> rows;
    auto row = connection_.query(
        "select at, by, round, grade, reason, summary from evaluation where ticket = ? order by id",
        ticket.value
    );
    while (row.next())
        rows.push_back(
            {from_unix_ms(row.integer(0)),
             row.text(1),
             static_cast<int>(row.integer(2)),
             model::parse_satisfaction(row.text(3)).value_or(model::Satisfaction::satisfied),
             row.text(4),
             row.text(5)}
        );
    return rows;
}

void ProceedingsRepository::add_merging(
    model::TicketId ticket, model::TicketId survivor, const std::string& by, model::Instant at
) {
    connection_.run(
        "insert into merge_link (ticket, survivor, at, by) values (?,?,?,?)",
        ticket.value,
        survivor.value,
        to_unix_ms(at),
        by
    );
}

void ProceedingsRepository::undo_merging(
    model::TicketId ticket, const std::string& by, model::Instant at
) {
    connection_.run(
        "update merge_link set undone_at = ?, undone_by = ? where ticket = ? and undone_at is null",
        to_unix_ms(at),
        by,
        ticket.value
    );
}

}  // namespace huiying::store
