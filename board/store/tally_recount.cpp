#include "board/store/tally_recount.hpp"

#include "board/store/database.hpp"

#include <map>
#include <tuple>

namespace huiying::store {
namespace {

/// Grain, day, unit, channel, kind, staff, restricted, accused.
using CellKey = std::tuple<
    std::string,
    std::string,
    std::string,
    std::string,
    std::string,
    std::int64_t,
    std::int64_t,
    std::string>;
constexpr int kKeyColumns = 8;
/// In the order of Counted::names.
using CellCounts = std::vector<std::int64_t>;

/// What the histories say, by the tally's own columns: some hundred thousand cells of a million
/// tickets.
struct Counted {
    std::map<std::string, std::size_t> names;
    std::map<CellKey, CellCounts> cells;

    void add(CellKey key, const std::string& name, std::int64_t amount) {
        auto& counts = cells[std::move(key)];
        counts.resize(names.size());
        counts.at(names.at(name)) += amount;
    }
};

/// Where a row's counts belong, before it is spread over the grains.
struct Place {
    std::string day;
    std::string unit;
    std::string channel;
    std::string kind;
    std::int64_t restricted = 0;
    std::string accused;
};

constexpr int kPlaceColumns = 6;

// Columns of every statement below: day, unit, channel, kind, restricted, accused, then counts.
// A day is of the town, eight hours before UTC's.

const std::string kOfReceipt = R"sql(
with heard as (
    select ticket, min(at) as at from history where event = 'received' group by ticket),
 first_reply as (
    select t.id, case when t.round > 1 then p.replied_at else t.replied_at end as at
    from ticket t left join past_round p on p.ticket = t.id and p.round = 1),
 graded as (select ticket, grade, max(id) from evaluation group by ticket),
 by_sender as (
    select id, unit, restricted, round, received_at, replied_at, channel || char(10) || account || char(10) || sender as who,
        row_number() over (partition by channel, account, sender order by id) as place from ticket where sender <> ''),
 by_contact as (
    select id, unit, restricted, round, received_at, replied_at, contact as who,
        row_number() over (partition by contact order by id) as place from ticket where contact <> ''),
 again as (
    select a.id from by_sender a join by_sender b on b.who = a.who and b.unit = a.unit
        where b.place between a.place + 1 and a.place + 50 and b.restricted = 0 and a.unit <> '' and a.round = 1
        and b.received_at > a.replied_at and b.received_at - a.replied_at <= 2592000000
    union
    select a.id from by_contact a join by_contact b on b.who = a.who and b.unit = a.unit
        where b.place between a.place + 1 and a.place + 50 and b.restricted = 0 and a.unit <> '' and a.round = 1
        and b.received_at > a.replied_at and b.received_at - a.replied_at <= 2592000000
    union select id from ticket where round > 1)
select date(heard.at / 1000, 'unixepoch', '+8 hours'), t.unit, t.channel, t.kind, t.restricted, t.accused,
    count(*),
    sum(exists (select 1 from history h where h.ticket = t.id and h.at = f.at)),
    sum(t.accepted_at is not null), sum(t.human_at is not null),
    sum(coalesce(g.grade = 'satisfied', 0)), sum(coalesce(g.grade = 'mostly_satisfied', 0)),
    sum(coalesce(g.grade = 'dissatisfied', 0)),
    sum(coalesce(g.grade in ('satisfied', 'mostly_satisfied'), 0) and again.id is null), sum(again.id is not null),
    sum(t.state in ('pending_acceptance', 'to_dispatch', 'to_sign', 'handling', 'drafted', 'sent_back', 'rework',
        'dispatch_review', 'paused', 'in_review', 'in_second_review', 'approved', 'received')),
    sum(t.state in ('received', 'pending_acceptance', 'to_dispatch', 'dispatch_review')), sum(t.state = 'to_sign'),
    sum(t.state in ('handling', 'drafted', 'sent_back', 'rework')),
    sum(t.state in ('in_review', 'in_second_review', 'approved')), sum(t.state = 'paused'),
    sum(t.state in ('final_replied', 'to_evaluate')), sum(t.state in ('closed', 'archived')),
    sum(t.state in ('not_accepted', 'emergency_transferred', 'to_foi', 'to_petition', 'merged', 'withdrawn', 'terminated'))
from ticket t join heard on heard.ticket = t.id join first_reply f on f.id = t.id left join graded g on g.ticket = t.id
    left join again on again.id = t.id
group by 1, 2, 3, 4, 5, 6
)sql";

const std::vector<std::string> kOfReceiptNames{
    "received",
    "answered",
    "accepted",
    "contacted",
    "satisfied",
    "mostly_satisfied",
    "dissatisfied",
    "resolved",
    "came_back",
    "open",
    "at_dispatch",
    "at_sign",
    "at_handling",
    "at_review",
    "at_pause",
    "at_answered",
    "at_closed",
    "at_ended"};

const std::string kOfHours = R"sql(
select date(h.at / 1000, 'unixepoch', '+8 hours'), t.unit, t.channel, t.kind, t.restricted, t.accused,
    'h' || strftime('%H', h.at / 1000, 'unixepoch', '+8 hours'), count(*)
from ticket t join history h on h.ticket = t.id and h.event = 'received' group by 1, 2, 3, 4, 5, 6, 7
)sql";

// Each promise of the first round: its date, when it was done, when the round ended. A round that
// is over and left something undone owes it no more.
const std::string kOfPromises = R"sql(
with one as (
    select t.*, coalesce(p.unit, t.unit) as whose, t.round = 1 as runs,
        case when t.round > 1 then p.ended_at else t.ended_at end as over,
        case when t.round > 1 then p.replied_at else t.replied_at end as said,
        case when t.round > 1 then p.final_due when t.state <> 'paused' then t.final_due end as wanted
    from ticket t left join past_round p on p.ticket = t.id and p.round = 1),
 promise as (
    select id, 'response' as name, response_due as due, responded_at as done, over from one
    union all select id, 'acceptance', response_due, accepted_at, over from one
    union all select id, 'human_contact', contact_due, human_at, over from one
    union all select id, 'receipt', response_due, arrived_at, null from one
    union all select id, 'final_reply', wanted, case when over is null then said end, over from one),
 outcome as (
    select id, name, due, case when name = 'receipt' or over is null or done <= over then done end as done, over from promise)
select date(one.received_at / 1000, 'unixepoch', '+8 hours'), one.whose, one.channel, one.kind, one.restricted, one.accused,
    o.name || case when coalesce(o.done, o.over) / 1000 > o.due / 1000 then '_missed' else '_met' end, count(*)
from outcome o join one on one.id = o.id
where o.due is not null and not (one.channel = 'upstream' and o.due < one.arrived_at)
    and (o.done is not null or o.over / 1000 > o.due / 1000)
group by 1, 2, 3, 4, 5, 6, 7
)sql";

const std::string kOfLaterRounds = R"sql(
with later as (
    select ticket, unit, final_due as due, ended_at as over, replied_at as said from past_round where round > 1
    union all select id, unit, case when state <> 'paused' then final_due end, ended_at, replied_at from ticket where round > 1)
select date(t.received_at / 1000, 'unixepoch', '+8 hours'), l.unit, t.channel, t.kind, t.restricted, t.accused,
    case when coalesce(l.over, l.said) / 1000 > l.due / 1000 then 'later_reply_missed' else 'later_reply_met' end, count(*)
from later l join ticket t on t.id = l.ticket
where l.due is not null and (l.over / 1000 > l.due / 1000 or (l.over is null and l.said is not null))
group by 1, 2, 3, 4, 5, 6, 7
)sql";

const std::string kOfReplies = R"sql(
with given as (
    select id as ticket, unit, replied_at as at from ticket where replied_at is not null
    union all select ticket, unit, replied_at from past_round where replied_at is not null)
select date(g.at / 1000, 'unixepoch', '+8 hours'), g.unit, t.channel, t.kind, t.restricted, t.accused, 'replied', count(*)
from given g join ticket t on t.id = g.ticket
where exists (select 1 from history h where h.ticket = g.ticket and h.at = g.at)
group by 1, 2, 3, 4, 5, 6
)sql";

// What was found in each round's reply as it went out.
const std::string kOfChecks = R"sql(
with found as (
    select ticket, at, unit, 'checked' as name from reply_quality
    union all select ticket, at, unit, 'evasive' from reply_quality where evasive >= 50)
select date(f.at / 1000, 'unixepoch', '+8 hours'), f.unit, t.channel, t.kind, t.restricted, t.accused, f.name, count(*)
from found f join ticket t on t.id = f.ticket
where exists (select 1 from history h where h.ticket = f.ticket and h.at = f.at)
    and (t.replied_at is not null or (t.round > 1 and exists (select 1 from past_round p where p.ticket = t.id)))
group by 1, 2, 3, 4, 5, 6, 7
)sql";

// Of who has it in hand: what is open, under no day, and what was answered, under the reply's.
const std::string kOfPeople = R"sql(
select '', t.unit, c.holder, 'x', t.restricted, t.accused, 'open', count(*) from ticket t join course c on c.ticket = t.id
where c.holder is not null and t.state in ('pending_acceptance', 'to_dispatch', 'to_sign', 'handling', 'drafted', 'sent_back',
    'rework', 'dispatch_review', 'paused', 'in_review', 'in_second_review', 'approved', 'received')
group by 1, 2, 3, 4, 5, 6
union all
select date(t.replied_at / 1000, 'unixepoch', '+8 hours'), t.unit, c.holder, 'x', t.restricted, t.accused, 'replied', count(*)
from ticket t join course c on c.ticket = t.id where c.holder is not null and t.replied_at is not null
group by 1, 2, 3, 4, 5, 6
)sql";

Place place_at(const Cursor& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.text(5)};
}

void count_in(Counted& counted, const Place& place, const std::string& name, std::int64_t amount) {
    const auto add_to = [&](const std::string& grain,
                            const std::string& day,
                            const std::string& unit,
                            const std::string& channel,
                            const std::string& kind) {
        counted.add(
            {grain, day, unit, channel, kind, 0, place.restricted, place.accused}, name, amount
        );
    };
    const auto month = place.day.substr(0, place.day.rfind('-'));
    const auto add = [&](const std::string& grain,
                         const std::string& unit,
                         const std::string& channel,
                         const std::string& kind) {
        add_to(grain, place.day, unit, channel, kind);
        add_to("m" + grain, month, unit, channel, kind);
    };
    add_to("d", place.day, "*", "*", "*");
    add("u", place.unit, "*", "*");
    add("ck", "*", place.channel, place.kind);
    add("uk", place.unit, "*", place.kind);
    add("uck", place.unit, place.channel, place.kind);
}

/// Statements whose count has its name in a column.
void count_named(Connection& connection, const std::string& sql, Counted& counted) {
    auto row = connection.query(sql);
    while (row.next())
        count_in(counted, place_at(row), row.text(kPlaceColumns), row.integer(kPlaceColumns + 1));
}

std::map<std::string, std::size_t> count_names(Connection& connection) {
    std::map<std::string, std::size_t> names;
    auto row = connection.query(
        "select name from pragma_table_info('tally') where cid >= ? order by cid", kKeyColumns
    );
    while (row.next())
        names.emplace(row.text(0), names.size());
    return names;
}

Counted count_history(Connection& connection) {
    Counted counted{count_names(connection), {}};
    {
        auto row = connection.query(kOfReceipt);
        while (row.next())
            for (std::size_t i = 0; i < kOfReceiptNames.size(); ++i)
                count_in(
                    counted,
                    place_at(row),
                    kOfReceiptNames[i],
                    row.integer(kPlaceColumns + static_cast<int>(i))
                );
    }
    for (const auto* sql : {&kOfHours, &kOfPromises, &kOfLaterRounds, &kOfReplies, &kOfChecks})
        count_named(connection, *sql, counted);
    auto row = connection.query(kOfPeople);
    while (row.next())
        counted.add(
            {"p", row.text(0), row.text(1), "*", "*", row.integer(2), row.integer(4), row.text(5)},
            row.text(6),
            row.integer(7)
        );
    return counted;
}

std::string cell_name(const CellKey& key, const std::string& count) {
    std::string name = std::get<0>(key);
    for (const auto* part :
         {&std::get<1>(key), &std::get<2>(key), &std::get<3>(key), &std::get<4>(key)})
        if (*part != "*")
            name += " " + (part->empty() ? "-" : *part);
    if (std::get<5>(key) != 0)
        name += " #" + std::to_string(std::get<5>(key));
    return name + "." + count;
}

CellKey key_at(const Cursor& row) {
    return {
        row.text(0),
        row.text(1),
        row.text(2),
        row.text(3),
        row.text(4),
        row.integer(5),
        row.integer(6),
        row.text(7)};
}

/// `kept` has the cell's counts as the tally has them, `counted` as the histories do.
void compare(
    TallyVerdict& verdict,
    const std::map<std::string, std::size_t>& names,
    const CellKey& key,
    const CellCounts& kept,
    const CellCounts& counted
) {
    for (const auto& [name, at] : names) {
        verdict.counts += kept.at(at) != 0 || counted.at(at) != 0 ? 1 : 0;
        if (kept.at(at) != counted.at(at))
            verdict.differences.push_back({cell_name(key, name), kept.at(at), counted.at(at)});
    }
}

}  // namespace

TallyVerdict recount_tally(Connection& connection) {
    auto counted = count_history(connection);
    const CellCounts nothing(counted.names.size(), 0);
    TallyVerdict verdict;
    {
        // One cell of the tally at a time: two of them whole would not fit into a small machine.
        auto row = connection.query("select * from tally");
        auto kept = nothing;
        while (row.next()) {
            for (std::size_t i = 0; i < kept.size(); ++i)
                kept[i] = row.integer(kKeyColumns + static_cast<int>(i));
            const auto key = key_at(row);
            const auto cell = counted.cells.extract(key);
            compare(verdict, counted.names, key, kept, cell ? cell.mapped() : nothing);
        }
    }
    for (const auto& [key, counts] : counted.cells)
        compare(verdict, counted.names, key, nothing, counts);
    return verdict;
}

}  // namespace huiying::store
