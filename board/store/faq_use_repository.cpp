#include "board/store/faq_use_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/json_columns.hpp"

namespace huiying::store {
namespace {

/// Of so many tickets one was a question with a reply; older ones are not looked at.
constexpr int kLookedAtOfEach = 5;

std::string_view word_of(FaqUseWay way) {
    switch (way) {
        case FaqUseWay::answered:
            return "answered";
        case FaqUseWay::offered:
            return "offered";
        case FaqUseWay::drafted:
            return "drafted";
        case FaqUseWay::replied:
            break;
    }
    return "replied";
}

std::string_view word_of(FaqOutcome outcome) {
    if (outcome == FaqOutcome::unknown)
        return "";
    return outcome == FaqOutcome::solved ? "solved" : "unsolved";
}

void count_in(
    model::FaqCounts& counts, const std::string& way, const std::string& outcome, int number
) {
    if (way == "answered")
        counts.answered += number;
    else if (way == "offered")
        counts.offered += number;
    else if (way == "drafted")
        counts.drafted += number;
    else
        counts.replied += number;
    if (outcome == "solved")
        counts.solved += number;
    else if (outcome == "unsolved")
        counts.unsolved += number;
}

std::vector<std::string> first_column(Cursor rows) {
    std::vector<std::string> found;
    while (rows.next())
        found.push_back(rows.text(0));
    return found;
}

}  // namespace

void FaqUseRepository::add(const FaqUse& use) {
    connection_.run(
        "insert or replace into faq_use (faq, ticket, way, at, kept) values (?, ?, ?, ?, ?)",
        use.faq,
        use.ticket.value,
        word_of(use.way),
        model::to_unix_ms(use.at),
        use.kept
    );
}

void FaqUseRepository::settle(model::TicketId ticket, FaqOutcome outcome) {
    connection_.run(
        "update faq_use set outcome = ? where ticket = ? and way not in ('offered', 'drafted')",
        word_of(outcome),
        ticket.value
    );
}

std::map<std::string, model::FaqCounts> FaqUseRepository::counts() {
    std::map<std::string, model::FaqCounts> counts;
    std::map<std::string, std::int64_t> kept;
    std::map<std::string, std::int64_t> draft_kept;
    auto row = connection_.query(
        "select faq, way, outcome, count(*), sum(kept) from faq_use group by faq, way, outcome"
    );
    while (row.next()) {
        auto& counted = counts[row.text(0)];
        count_in(counted, row.text(1), row.text(2), static_cast<int>(row.integer(3)));
        if (row.text(1) == "replied")
            kept[row.text(0)] += row.integer(4);
        if (row.text(1) == "drafted")
            draft_kept[row.text(0)] += row.integer(4);
    }
    for (const auto& [faq, sum] : draft_kept)
        counts[faq].draft_kept = static_cast<int>(sum / counts[faq].drafted);
    for (const auto& [faq, sum] : kept)
        counts[faq].kept = static_cast<int>(sum / counts[faq].replied);
    return counts;
}

std::map<std::string, std::vector<model::FaqDependent>> FaqUseRepository::dependents() {
    std::map<std::string, std::vector<model::FaqDependent>> found;
    auto row = connection_.query(
        "select u.faq, t.number, p.title, p.state, p.position from publication p"
        " join faq_use u on u.ticket = p.ticket and u.way = 'replied'"
        " join ticket t on t.id = p.ticket"
        " where p.state in ('published', 'proposed') and t.restricted = 0 order by p.position desc"
    );
    while (row.next())
        found[row.text(0)].push_back(
            {row.text(1), row.text(2), row.text(3), std::to_string(row.integer(4))}
        );
    return found;
}

std::vector<AskedQuestion> FaqUseRepository::asked_since(model::Instant since, int most) {
    auto row = connection_.query(
        "select id, text, (select json_group_array(distinct u.faq) from faq_use u where u.ticket ="
        " t.id and (u.way = 'replied' and u.kept >= 50 or u.outcome = 'solved')), exists (select 1"
        " from faq_use u where u.ticket = t.id and u.way = 'replied' and u.kept between 1 and 49)"
        " from (select * from ticket order by id desc limit ?) t where t.kind = 'question'"
        " and t.restricted = 0 and t.accused = '[]' and t.received_at >= ? and (t.replied_at is not"
        " null or exists (select 1 from faq_use u where u.ticket = t.id and u.outcome = 'solved'))"
        " order by id desc limit ?",
        most * kLookedAtOfEach,
        model::to_unix_ms(since),
        most
    );
    std::vector<AskedQuestion> found;
    while (row.next()) {
        AskedQuestion asked{row.text(1), words_from_json(row.text(2))};
        if (!asked.entries.empty() || row.integer(3) == 0)
            found.push_back(std::move(asked));
    }
    return found;
}

std::vector<std::string> FaqUseRepository::replied_in(model::TicketId ticket) {
    return first_column(connection_.query(
        "select faq from faq_use where ticket = ? and way = 'replied'", ticket.value
    ));
}

std::vector<std::string> FaqUseRepository::replied_in_case(const std::string& case_id) {
    return first_column(connection_.query(
        "select faq from faq_use join publication p on p.ticket = faq_use.ticket"
        " where way = 'replied' and p.state = 'published' and p.position = cast(? as integer)",
        case_id
    ));
}

}  // namespace huiying::store
