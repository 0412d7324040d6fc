#include "board/store/publication_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"

#include <array>

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

constexpr std::array<std::string_view, 4> kStates{"none", "proposed", "published", "withdrawn"};

PublicationState state_of(const std::string& word) {
    for (std::size_t i = 0; i < kStates.size(); ++i)
        if (kStates[i] == word)
            return static_cast<PublicationState>(i);
    return PublicationState::none;
}

PublishedCase case_of(const Cursor& row) {
    return {
        .id = std::to_string(row.integer(0)),
        .title = row.text(1),
        .question = row.text(2),
        .answer = row.text(3),
        .unit = row.text(4),
        .kind = row.text(5),
        .published_at = from_unix_ms(row.integer(6)),
    };
}

std::int64_t number_of(const std::string& digits) {
    return digits.empty() || digits.size() > 18 ||
                   digits.find_first_not_of("0123456789") != std::string::npos
               ? -1
               : std::stoll(digits);
}

}  // namespace

std::string_view to_word(PublicationState state) {
    return kStates[static_cast<std::size_t>(state)];
}

std::optional<PublicationRecord> PublicationRepository::find(model::TicketId ticket) {
    auto row = connection_.query(
        "select state, title, question, answer, text_hash, proposed_by, version, published_at from "
        "publication where ticket = ?",
        ticket.value
    );
    if (!row.next())
        return std::nullopt;
    PublicationRecord record;
    record.ticket = ticket;
    record.state = state_of(row.text(0));
    record.title = row.text(1);
    record.question = row.text(2);
    record.answer = row.text(3);
    record.text_hash = row.text(4);
    record.proposed_by = {row.integer(5)};
    record.version = row.integer(6);
    if (!row.is_null(7))
        record.published_at = from_unix_ms(row.integer(7));
    return record;
}

void PublicationRepository::put(const PublicationRecord& record) {
    connection_.run(
        "insert or replace into publication (ticket, state, title, question, answer, text_hash, "
        "proposed_by, version, published_at, position, unit)"
        " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
        " coalesce((select position from publication where ticket = ?1), (select "
        "coalesce(max(position), 0) + 1 from publication)),"
        " (select unit from ticket where id = ?1))",
        record.ticket.value,
        to_word(record.state),
        record.title,
        record.question,
        record.answer,
        record.text_hash,
        record.proposed_by.value,
        record.version,
        ms_of(record.published_at)
    );
}

std::optional<PublicationState> PublicationRepository::take_off(model::TicketId ticket) {
    auto record = find(ticket);
    if (!record || record->state == PublicationState::withdrawn)
        return std::nullopt;
    const auto before = record->state;
    record->state = PublicationState::withdrawn;
    record->published_at.reset();
    ++record->version;
    put(*record);
    return before;
}

void PublicationRepository::take_back_consent(model::TicketId ticket) {
    connection_.run("update ticket set publish = 0 where id = ?", ticket.value);
}

void PublicationRepository::add_review(model::TicketId ticket, const ReviewRecord& review) {
    connection_.run(
        "insert into publication_review (ticket, text_hash, by, at, secrecy, privacy, wording, "
        "passed, opinion) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ticket.value,
        review.text_hash,
        review.by,
        to_unix_ms(review.at),
        review.secrecy,
        review.privacy,
        review.wording,
        review.passed,
        review.opinion
    );
}

std::vector<ReviewRecord> PublicationRepository::reviews(model::TicketId ticket) {
    std::vector<ReviewRecord> reviews;
    auto row = connection_.query(
        "select text_hash, by, at, secrecy, privacy, wording, passed, opinion from "
        "publication_review where ticket = ? order by id",
        ticket.value
    );
    while (row.next())
        reviews.push_back(
            {row.text(0),
             row.text(1),
             from_unix_ms(row.integer(2)),
             row.integer(3) != 0,
             row.integer(4) != 0,
             row.integer(5) != 0,
             row.integer(6) != 0,
             row.text(7)}
        );
    return reviews;
}

std::vector<PublishedCase> PublicationRepository::published(const std::string& after, int limit) {
    std::vector<PublishedCase> cases;
    auto row = connection_.query(
        "select p.position, p.title, p.question, p.answer, t.unit, t.kind, p.published_at from "
        "publication p join ticket t on t.id = p.ticket"
        " where p.state = 'published' and (? < 0 or p.position < ?) order by p.position desc limit "
        "?",
        number_of(after),
        number_of(after),
        limit
    );
    while (row.next())
        cases.push_back(case_of(row));
    return cases;
}

std::vector<PublishedCase> PublicationRepository::published_of(
    const std::string& unit, const std::string& after, int limit
) {
    std::vector<PublishedCase> cases;
    auto row = connection_.query(
        "select p.position, p.title, p.question, p.answer, t.unit, t.kind, p.published_at from "
        "publication p join ticket t on t.id = p.ticket"
        " where p.state = 'published' and p.unit = ?1 and t.restricted = 0 and (?2 < 0 or "
        "p.position < ?2) order by p.position desc limit ?3",
        unit,
        number_of(after),
        limit
    );
    while (row.next())
        cases.push_back(case_of(row));
    return cases;
}

std::vector<PublishedCase> PublicationRepository::newest(int limit) {
    std::vector<PublishedCase> cases;
    auto row = connection_.query(
        "select p.position, p.title, p.question, p.answer, t.unit, t.kind, p.published_at from "
        "publication p indexed by publication_by_time join ticket t on t.id = p.ticket"
        " where p.state = 'published' and t.restricted = 0 order by p.published_at desc, p.ticket "
        "desc limit ?",
        limit
    );
    while (row.next())
        cases.push_back(case_of(row));
    return cases;
}

std::vector<PublishedDay> PublicationRepository::newest_days(int limit) {
    std::vector<PublishedDay> days;
    auto row = connection_.query(
        "select p.position, p.published_at from publication p indexed by publication_by_time join "
        "ticket t on t.id = p.ticket"
        " where p.state = 'published' and t.restricted = 0 order by p.published_at desc limit ?",
        limit
    );
    while (row.next())
        days.push_back({std::to_string(row.integer(0)), from_unix_ms(row.integer(1))});
    return days;
}

std::optional<PublishedCase> PublicationRepository::published_case(const std::string& id) {
    auto row = connection_.query(
        "select p.position, p.title, p.question, p.answer, t.unit, t.kind, p.published_at from "
        "publication p join ticket t on t.id = p.ticket"
        " where p.state = 'published' and p.position = ?",
        number_of(id)
    );
    return row.next() ? std::optional(case_of(row)) : std::nullopt;
}

}  // namespace huiying::store
