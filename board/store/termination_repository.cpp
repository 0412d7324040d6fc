#include "board/store/termination_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"

#include <algorithm>
#include <array>

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

constexpr std::array<std::string_view, 4> kDecisions{"", "granted", "refused", "lapsed"};

TerminationDecision decision_of(const std::string& word) {
    const auto* found = std::find(kDecisions.begin(), kDecisions.end(), word);
    return found == kDecisions.end() ? TerminationDecision::waiting
                                     : static_cast<TerminationDecision>(found - kDecisions.begin());
}

}  // namespace

std::string_view to_word(TerminationDecision decision) {
    return kDecisions.at(static_cast<std::size_t>(decision));
}

void TerminationRepository::add(model::TicketId ticket, const TerminationRow& row) {
    connection_.run(
        "insert into termination (ticket, asked_by, at, reason, basis) values (?,?,?,?,?)",
        ticket.value,
        row.asked_by,
        to_unix_ms(row.at),
        row.reason,
        row.basis
    );
}

bool TerminationRepository::decide(model::TicketId ticket, const TerminationRow& decision) {
    return connection_.run(
               "update termination set decision = ?, decided_by = ?, decided_at = ?, opinion = ? "
               "where ticket = ? and decision = ''",
               to_word(decision.decision),
               decision.decided_by,
               ms_of(decision.decided_at),
               decision.opinion,
               ticket.value
           ) == 1;
}

std::vector<TerminationRow> TerminationRepository::of(model::TicketId ticket) {
    std::vector<TerminationRow> rows;
    auto row = connection_.query(
        "select asked_by, at, reason, basis, decision, decided_by, decided_at, opinion from "
        "termination where ticket = ? order by id",
        ticket.value
    );
    while (row.next())
        rows.push_back(
            {row.text(0),
             from_unix_ms(row.integer(1)),
             row.text(2),
             row.text(3),
             decision_of(row.text(4)),
             row.text(5),
             instant_at(row, 6),
             row.text(7)}
        );
    return rows;
}

}  // namespace huiying::store
