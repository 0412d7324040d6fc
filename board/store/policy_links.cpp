#include "board/store/policy_links.hpp"

#include "board/store/database.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/json_columns.hpp"

namespace huiying::store {
namespace {

std::map<std::string, int> counts_in(Cursor row) {
    std::map<std::string, int> counts;
    while (row.next())
        counts.emplace(row.text(0), static_cast<int>(row.integer(1)));
    return counts;
}

/// Articles of a JSON list, '' among them meaning the whole document.
std::vector<std::string> articles_in(const std::string& json) {
    auto articles = words_from_json(json);
    std::erase(articles, std::string());
    return articles;
}

}  // namespace

void PolicyLinks::set_bases(const std::string& faq, const std::vector<model::FaqBasis>& documents) {
    connection_.run("delete from faq_document where faq = ?", faq);
    for (const auto& basis : documents)
        connection_.run(
            "insert or ignore into faq_document (faq, document, article) values (?, ?, ?)",
            faq,
            basis.document,
            basis.article
        );
}

std::map<std::string, std::vector<model::FaqBasis>> PolicyLinks::bases() {
    std::map<std::string, std::vector<model::FaqBasis>> bases;
    auto row = connection_.query("select faq, document, article from faq_document");
    while (row.next())
        bases[row.text(0)].push_back({row.text(1), row.text(2)});
    return bases;
}

std::vector<DependentEntry> PolicyLinks::dependents(const std::string& document) {
    std::vector<DependentEntry> entries;
    auto row = connection_.query(
        "select e.id, e.question, e.unit, json_group_array(l.article),"
        " exists (select 1 from faq_doubt d where d.faq = e.id and d.settled_at is null)"
        " from faq_document l join faq_entry e on e.id = l.faq"
        " where l.document = ? and e.review <> 'retired' group by e.id order by e.position",
        document
    );
    while (row.next())
        entries.push_back(
            {row.text(0), row.text(1), row.text(2), articles_in(row.text(3)), row.integer(4) != 0}
        );
    return entries;
}

std::map<std::string, int> PolicyLinks::dependent_counts() {
    return counts_in(connection_.query(
        "select l.document, count(distinct l.faq) from faq_document l join faq_entry e on"
        " e.id = l.faq where e.review <> 'retired' group by l.document"
    ));
}

void PolicyLinks::add_doubt(const FaqDoubt& doubt) {
    connection_.run(
        "insert into faq_doubt (faq, document, reason, at) values (?, ?, ?, ?)",
        doubt.faq,
        doubt.document,
        doubt.reason,
        model::to_unix_ms(doubt.at)
    );
}

std::map<std::string, std::vector<FaqDoubt>> PolicyLinks::doubts() {
    std::map<std::string, std::vector<FaqDoubt>> doubts;
    auto row = connection_.query(
        "select faq, document, reason, at from faq_doubt where settled_at is null order by id"
    );
    while (row.next())
        doubts[row.text(0)].push_back(
            {row.text(0), row.text(1), row.text(2), model::from_unix_ms(row.integer(3))}
        );
    return doubts;
}

bool PolicyLinks::settle(const std::string& faq, const std::string& by, model::Instant now) {
    const int settled = connection_.run(
        "update faq_doubt set settled_at = ?, settled_by = ? where faq = ? and settled_at is null",
        model::to_unix_ms(now),
        by,
        faq
    );
    if (settled > 0)
        connection_.run("update revision set value = value + 1 where name = 'directory'");
    return settled > 0;
}

void PolicyLinks::add_use(
    const std::string& document, model::TicketId ticket, model::Instant at, int kept
) {
    connection_.run(
        "insert or replace into policy_use (document, ticket, at, kept) values (?, ?, ?, ?)",
        document,
        ticket.value,
        model::to_unix_ms(at),
        kept
    );
}

int PolicyLinks::list_for_retelling(
    const std::string& document, const std::string& reason, model::Instant now
) {
    return connection_.run(
        "insert into policy_retell (document, ticket, faq, reason, at)"
        " select ?1, a.ticket, max(a.faq), ?2, ?3 from ("
        " select u.ticket, u.faq from faq_use u where u.way <> 'offered' and u.faq in"
        " (select faq from faq_document where document = ?1)"
        " union all select ticket, '' from policy_use where document = ?1) a"
        " join ticket t on t.id = a.ticket where t.restricted = 0 group by a.ticket"
        " on conflict (document, ticket) do update set faq = excluded.faq, reason ="
        " excluded.reason, at = excluded.at, told_at = null, told_by = ''",
        document,
        reason,
        model::to_unix_ms(now)
    );
}

std::vector<RetellRow> PolicyLinks::retold(const std::string& document) {
    std::vector<RetellRow> rows;
    auto row = connection_.query(
        "select t.number, t.subject, t.channel, r.faq, r.reason, r.at, r.told_at, r.told_by"
        " from policy_retell r join ticket t on t.id = r.ticket"
        " where r.document = ? and t.restricted = 0 order by r.told_at is not null, t.id desc",
        document
    );
    while (row.next())
        rows.push_back(
            {row.text(0),
             row.text(1),
             row.text(2),
             row.text(3),
             row.text(4),
             model::from_unix_ms(row.integer(5)),
             instant_at(row, 6),
             row.text(7)}
        );
    return rows;
}

std::map<std::string, int> PolicyLinks::retell_counts() {
    return counts_in(connection_.query(
        "select r.document, count(*) from policy_retell r join ticket t on t.id = r.ticket"
        " where r.told_at is null and t.restricted = 0 group by r.document"
    ));
}

bool PolicyLinks::tell(
    const std::string& document,
    const std::string& number,
    const std::string& by,
    model::Instant now
) {
    return connection_.run(
               "update policy_retell set told_at = ?, told_by = ? where document = ? and told_at is"
               " null and ticket = (select id from ticket where number = ? and restricted = 0)",
               model::to_unix_ms(now),
               by,
               document,
               number
           ) > 0;
}

void PolicyLinks::set_document_of(model::TicketId ticket, const TicketDocument& asked) {
    if (asked.document.empty())
        connection_.run("delete from ticket_document where ticket = ?", ticket.value);
    else
        connection_.run(
            "insert or replace into ticket_document (ticket, document, by, at) values (?, ?, ?, ?)",
            ticket.value,
            asked.document,
            asked.by,
            model::to_unix_ms(asked.at)
        );
}

std::optional<TicketDocument> PolicyLinks::document_of(model::TicketId ticket) {
    auto row = connection_.query(
        "select document, by, at from ticket_document where ticket = ?", ticket.value
    );
    if (!row.next())
        return std::nullopt;
    return TicketDocument{row.text(0), row.text(1), model::from_unix_ms(row.integer(2))};
}

std::vector<AskedCase> PolicyLinks::cases_about(const std::string& document, int limit) {
    std::vector<AskedCase> cases;
    auto row = connection_.query(
        "select p.position, p.title, p.answer, t.unit, t.kind, p.published_at"
        " from ticket_document d join publication p on p.ticket = d.ticket and p.state ="
        " 'published' join ticket t on t.id = d.ticket where d.document = ? and t.restricted = 0"
        " order by p.position desc limit ?",
        document,
        limit
    );
    while (row.next())
        cases.push_back(
            {std::to_string(row.integer(0)),
             row.text(1),
             row.text(2),
             row.text(3),
             row.text(4),
             model::from_unix_ms(row.integer(5))}
        );
    return cases;
}

}  // namespace huiying::store
