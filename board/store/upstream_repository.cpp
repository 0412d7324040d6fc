#include "board/store/upstream_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/ticket_row.hpp"

namespace huiying::store {
namespace {

const std::string kQuestionColumns =
    "select what, workdays, reason, basis, asked_by, asked_at, answer, answered_by, answered_at, "
    "opinion, due from upstream_question where ticket = ?";

UpstreamQuestion question_of(const Cursor& row) {
    return {
        .what = row.text(0),
        .workdays = static_cast<int>(row.integer(1)),
        .reason = row.text(2),
        .basis = row.text(3),
        .asked_by = row.text(4),
        .asked_at = model::from_unix_ms(row.integer(5)),
        .answer = row.text(6),
        .answered_by = row.text(7),
        .answered_at = instant_at(row, 8),
        .opinion = row.text(9),
        .due = instant_at(row, 10)};
}

std::vector<UpstreamQuestion> questions_of(Cursor row) {
    std::vector<UpstreamQuestion> all;
    while (row.next())
        all.push_back(question_of(row));
    return all;
}

std::string conditions_of(const PassedOnFilter& filter) {
    std::string sql = " where t.channel = 'upstream'";
    if (!filter.account.empty())
        sql += " and t.account = ?1";
    if (filter.only_open)
        sql += " and t.state in (" + open_states() + ")";
    if (filter.only_late_on_arrival)
        sql += " and (t.final_due < t.arrived_at or t.response_due < t.arrived_at)";
    if (filter.only_asked)
        sql +=
            " and exists (select 1 from upstream_question q where q.ticket = t.id and "
            "q.answer = '')";
    return sql +
           " and (?2 is null or t.replied_at is null or t.replied_at >= ?2) and (?3 is null or "
           "t.replied_at is null or t.replied_at < ?3) and (?4 = 0 or t.id < ?4)";
}

}  // namespace

void UpstreamRepository::ask(model::TicketId ticket, const UpstreamQuestion& question) {
    connection_.run(
        "insert into upstream_question (ticket, what, workdays, reason, basis, asked_by, asked_at) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        ticket.value,
        question.what,
        question.workdays,
        question.reason,
        question.basis,
        question.asked_by,
        model::to_unix_ms(question.asked_at)
    );
}

std::optional<UpstreamQuestion> UpstreamRepository::open_question(model::TicketId ticket) {
    auto found =
        questions_of(connection_.query(kQuestionColumns + " and answer = ''", ticket.value));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void UpstreamRepository::answer(model::TicketId ticket, const UpstreamQuestion& answer) {
    connection_.run(
        "update upstream_question set answer = ?, answered_by = ?, answered_at = ?, opinion = ?, "
        "due = ? where ticket = ? and answer = ''",
        answer.answer,
        answer.answered_by,
        ms_of(answer.answered_at),
        answer.opinion,
        ms_of(answer.due),
        ticket.value
    );
}

std::vector<UpstreamQuestion> UpstreamRepository::questions(model::TicketId ticket) {
    return questions_of(connection_.query(kQuestionColumns + " order by id", ticket.value));
}

bool UpstreamRepository::note_word(
    const std::string& key, model::TicketId ticket, model::Instant at
) {
    return connection_.run(
               "insert into upstream_word (key, ticket, at) values (?, ?, ?) on conflict (key) do "
               "nothing",
               key,
               ticket.value,
               model::to_unix_ms(at)
           ) == 1;
}

bool UpstreamRepository::has_word(const std::string& key) {
    return connection_.query("select 1 from upstream_word where key = ?", key).next();
}

std::optional<TicketRecord> UpstreamRepository::find(
    const std::string& account, const std::string& upstream_number
) {
    static const std::string kSql =
        "select " + std::string(kTicketColumns) +
        " from message m join ticket t on t.id = m.ticket where m.delivery_key = ?";
    auto row = connection_.query(kSql, "upstream|" + account + "|" + upstream_number + "|");
    return row.next() ? std::optional(record_of(row)) : std::nullopt;
}

std::vector<TicketRecord> UpstreamRepository::list(const PassedOnFilter& filter) {
    auto row = connection_.query(
        "select " + std::string(kTicketColumns) + " from ticket t indexed by " +
            (filter.account.empty() ? "ticket_passed_on_by_anyone" : "ticket_passed_on") +
            conditions_of(filter) + " order by t.id desc limit ?5",
        filter.account,
        ms_of(filter.replied_from),
        ms_of(filter.replied_before),
        filter.before,
        filter.limit
    );
    std::vector<TicketRecord> found;
    while (row.next())
        found.push_back(record_of(row));
    return found;
}

}  // namespace huiying::store
