#include "board/store/tally.hpp"

#include "board/store/came_back.hpp"
#include "board/store/daily_figures.hpp"
#include "board/store/instant_columns.hpp"

#include <array>

namespace huiying::store {
namespace {

using model::kTallyHours;
using model::stage_of;
using model::Standing;
using model::Tally;
using model::TallyCounts;

/// A ticket with what its figures rest on besides.
struct TalliedTicket {
    model::Ticket ticket;
    std::vector<model::PastRound> past;
    std::string accused;
    bool came_back = false;
    std::string grade;  ///< word of the last evaluation, or ""
    std::int64_t holder = 0;

    /// A final reply as it was found to be when it went out.
    struct Checked {
        model::Instant at{};
        std::string unit;
        bool evasive = false;
    };

    std::vector<Checked> checked;
};

const std::string kTallied =
    "select t.id, t.state, t.unit, t.received_at, t.arrived_at, t.response_due, t.final_due, "
    "t.contact_due, t.responded_at, t.replied_at, t.accepted_at, t.human_at, t.ended_at, t.round, "
    "t.channel, t.kind, t.restricted, t.accused, t.came_back, c.holder, (select e.grade from "
    "evaluation e where e.ticket = t.id order by e.id desc limit 1) from ticket t left join course "
    "c on c.ticket = t.id";
const std::string kTalliedOne = kTallied + " where t.id = ?";

model::Ticket ticket_at(const Cursor& row) {
    auto ticket = measured_ticket_of(row);
    ticket.channel = row.text(14);
    ticket.kind = model::parse_kind(row.text(15)).value_or(model::Kind::question);
    ticket.restricted = row.integer(16) != 0;
    return ticket;
}

TalliedTicket tallied_at(const Cursor& row) {
    TalliedTicket tallied{ticket_at(row), {}, row.text(17), row.integer(18) != 0, row.text(20)};
    tallied.holder = row.is_null(19) ? 0 : row.integer(19);
    return tallied;
}

void add_rounds(Connection& connection, TalliedTicket& tallied) {
    if (tallied.ticket.round > 1)
        tallied.past = past_rounds(connection, tallied.ticket.id);
    if (!tallied.ticket.replied_at && tallied.past.empty())
        return;
    auto row = connection.query(
        "select at, unit, evasive from reply_quality where ticket = ?", tallied.ticket.id.value
    );
    while (row.next())
        tallied.checked.push_back(
            {model::from_unix_ms(row.integer(0)),
             row.text(1),
             row.integer(2) >= model::kEvasiveHundredths}
        );
}

constexpr std::size_t kMonthLength = 7;  // 2026-11
constexpr std::array kDayGrains{"u", "ck", "uk", "uck"};
constexpr std::array kMonthGrains{"mu", "mck", "muk", "muck"};

/// Adds the counts of one ticket to cells.
class Teller {
  public:
    Teller(TallyCells& cells, const TalliedTicket& tallied, int amount)
        : cells_(cells), tallied_(tallied), ticket_(tallied.ticket), amount_(amount) {}

    void tell() {
        const auto day = day_of(ticket_.received_at);
        spread(day, ticket_.unit, received());
        for (const auto& promise : model::promises_of(ticket_, tallied_.past))
            tell(day, promise);
        for (const auto& round : tallied_.past)
            tell_reply(round.unit, round.replied_at);
        tell_reply(ticket_.unit, ticket_.replied_at);
        for (const auto& reply : tallied_.checked)
            tell_checked(reply);
        if (tallied_.holder != 0)
            tell_holder();
    }

  private:
    static std::string day_of(model::Instant at) { return model::to_iso(model::local_date(at)); }

    [[nodiscard]] bool is_answered() const {
        return (tallied_.past.empty() ? ticket_.replied_at : tallied_.past.front().replied_at)
            .has_value();
    }

    [[nodiscard]] TallyCounts received() const {
        TallyCounts counts;
        counts[Tally::received] = amount_;
        counts[Tally::answered] = is_answered() ? amount_ : 0;
        counts[Tally::accepted] = ticket_.accepted_at ? amount_ : 0;
        counts[Tally::contacted] = ticket_.human_at ? amount_ : 0;
        counts[Tally::came_back] = tallied_.came_back ? amount_ : 0;
        counts[stage_of(ticket_.state)] = amount_;
        counts[Tally::open] = model::is_open(ticket_.state) ? amount_ : 0;
        add_grade(counts);
        const auto hour = model::local_time_of_day(ticket_.received_at).count() / 3600;
        counts.values.at(kTallyHours + static_cast<std::size_t>(hour)) = amount_;
        return counts;
    }

    void add_grade(TallyCounts& counts) const {
        if (tallied_.grade == "satisfied")
            counts[Tally::satisfied] = amount_;
        else if (tallied_.grade == "mostly_satisfied")
            counts[Tally::mostly_satisfied] = amount_;
        else if (tallied_.grade == "dissatisfied")
            counts[Tally::dissatisfied] = amount_;
        const bool content = counts[Tally::satisfied] + counts[Tally::mostly_satisfied] != 0;
        counts[Tally::resolved] = content && !tallied_.came_back ? amount_ : 0;
    }

    void tell(const std::string& day, const model::MeasuredPromise& promise) {
        const auto standing = model::standing_of(promise.clock);
        if (standing != Standing::met && standing != Standing::missed)
            return;
        TallyCounts counts;
        counts.values.at(TallyCounts::column_of(promise.measure, standing)) = amount_;
        spread(day, std::string(promise.unit), counts);
    }

    void tell_reply(const std::string& unit, const std::optional<model::Instant>& replied) {
        TallyCounts counts;
        counts[Tally::replied] = amount_;
        if (replied)
            spread(day_of(*replied), unit, counts);
    }

    void tell_checked(const TalliedTicket::Checked& reply) {
        TallyCounts counts;
        counts[Tally::checked] = amount_;
        counts[Tally::evasive] = reply.evasive ? amount_ : 0;
        spread(day_of(reply.at), reply.unit, counts);
    }

    void tell_holder() {
        if (model::is_open(ticket_.state))
            cell("p", "", ticket_.unit, "*", "*", tallied_.holder)[Tally::open] += amount_;
        if (ticket_.replied_at)
            cell(
                "p", day_of(*ticket_.replied_at), ticket_.unit, "*", "*", tallied_.holder
            )[Tally::replied] += amount_;
    }

    void spread(const std::string& day, const std::string& unit, const TallyCounts& counts) {
        const std::string kind(model::to_word(ticket_.kind));
        const auto month = day.substr(0, kMonthLength);
        cell("d", day, "*", "*", "*", 0) += counts;
        for (const auto& [grains, of] : {std::pair(&kDayGrains, &day), {&kMonthGrains, &month}}) {
            cell((*grains)[0], *of, unit, "*", "*", 0) += counts;
            cell((*grains)[1], *of, "*", ticket_.channel, kind, 0) += counts;
            cell((*grains)[2], *of, unit, "*", kind, 0) += counts;
            cell((*grains)[3], *of, unit, ticket_.channel, kind, 0) += counts;
        }
    }

    TallyCounts& cell(
        const char* grain,
        const std::string& day,
        const std::string& unit,
        const std::string& channel,
        const std::string& kind,
        std::int64_t staff
    ) {
        return cells_[{
            grain, day, unit, channel, kind, staff, ticket_.restricted ? 1 : 0, tallied_.accused}];
    }

    TallyCells& cells_;
    const TalliedTicket& tallied_;
    const model::Ticket& ticket_;
    const int amount_;
};

/// The columns that a write of these counts names. Plain counts and clocks come whole, hours one at
/// a time, as a ticket has them, or all: few statements are kept prepared, and short ones.
std::vector<std::size_t> written_columns(const TallyCounts& counts) {
    constexpr auto clocks = static_cast<std::size_t>(Tally::first_measure);
    const auto& values = counts.values;
    std::vector<std::size_t> columns;
    columns.reserve(values.size());
    const auto changed = [&](std::size_t from, std::size_t to) {
        int count = 0;
        for (auto at = from; at < to; ++at)
            count += values.at(at) != 0 ? 1 : 0;
        return count;
    };
    const auto add_changed_group = [&](std::size_t from, std::size_t to) {
        if (changed(from, to) == 0)
            return;
        for (auto at = from; at < to; ++at)
            columns.push_back(at);
    };
    add_changed_group(0, clocks);
    add_changed_group(clocks, kTallyHours);
    const int hours = changed(kTallyHours, values.size());
    for (auto at = kTallyHours; at < values.size(); ++at)
        if (hours > 1 || values.at(at) != 0)
            columns.push_back(at);
    return columns;
}

std::string upsert_of(const std::vector<std::size_t>& columns) {
    std::string names = "grain, day, unit, channel, kind, staff, restricted, accused";
    std::string marks = "?,?,?,?,?,?,?,?";
    std::string sets;
    for (const auto column : columns) {
        const auto& name = tally_columns()[column];
        names.append(", ").append(name);
        marks.append(",?");
        sets.append(sets.empty() ? "" : ", ");
        sets.append(name).append(" = ").append(name).append(" + excluded.").append(name);
    }
    return "insert into tally (" + names + ") values (" + marks +
           ") on conflict (grain, day, unit, channel, kind, staff, restricted, accused) do "
           "update set " +
           sets;
}

void write(Connection& connection, const TallyCells& cells) {
    for (const auto& [key, counts] : cells) {
        const auto columns = written_columns(counts);
        if (columns.empty())
            continue;
        auto row = connection.query(upsert_of(columns));
        int at = 0;
        std::apply([&](const auto&... part) { (row.bind(++at, part), ...); }, key);
        for (const auto column : columns)
            row.bind(++at, counts.values.at(column));
        while (row.next()) {
        }
    }
}

void tell_ticket(Connection& connection, model::TicketId ticket, TallyCells& cells, int amount) {
    std::optional<TalliedTicket> tallied;
    {
        auto row = connection.query(kTalliedOne, ticket.value);
        if (row.next())
            tallied = tallied_at(row);
    }
    if (!tallied)
        return;
    add_rounds(connection, *tallied);
    Teller(cells, *tallied, amount).tell();
}

}  // namespace

const std::vector<std::string>& tally_columns() {
    static const std::vector<std::string> kColumns = [] {
        std::vector<std::string> names{
            "received",  "answered",         "replied",      "accepted",    "contacted",
            "satisfied", "mostly_satisfied", "dissatisfied", "resolved",    "came_back",
            "open",      "at_dispatch",      "at_sign",      "at_handling", "at_review",
            "at_pause",  "at_answered",      "at_closed",    "at_ended",    "checked",
            "evasive"};
        for (const auto measure : model::kMeasures)
            for (const char* end : {"_met", "_missed"})
                names.push_back(std::string(model::to_word(measure)) + end);
        for (int hour = 0; hour < 24; ++hour)
            names.push_back((hour < 10 ? "h0" : "h") + std::to_string(hour));
        return names;
    }();
    return kColumns;
}

TallyChange::TallyChange(Connection& connection, model::TicketId ticket)
    : connection_(connection), ticket_(ticket) {
    tell_ticket(connection_, ticket_, cells_, -1);
}

void TallyChange::settle() {
    tell_ticket(connection_, ticket_, cells_, 1);
    write(connection_, cells_);
    cells_.clear();
}

void NewTally::add(Connection& connection, model::TicketId ticket) {
    tell_ticket(connection, ticket, cells_, 1);
}

void NewTally::write(Connection& connection) {
    store::write(connection, cells_);
    cells_.clear();
}

void rebuild_tally(Connection& connection) {
    TallyCells cells;
    {
        auto row = connection.query(kTallied);
        while (row.next()) {
            auto tallied = tallied_at(row);
            add_rounds(connection, tallied);
            Teller(cells, tallied, 1).tell();
        }
    }
    connection.run("delete from tally");
    write(connection, cells);
}

void add_months(Connection& connection) {
    std::string names;
    std::string sums;
    for (const auto& name : tally_columns()) {
        names.append(", ").append(name);
        sums.append(", sum(").append(name).append(")");
    }
    const std::string into =
        "insert into tally (grain, day, unit, channel, kind, staff, "
        "restricted, accused" +
        names + ") ";
    connection.run("delete from tally where grain in ('d', 'mu', 'mck', 'muk', 'muck')");
    connection.run(
        into + "select 'd', day, '*', '*', '*', 0, restricted, accused" + sums +
        " from tally where grain = 'u' group by day, restricted, accused"
    );
    connection.run(
        into +
        "select 'm' || grain, substr(day, 1, 7), unit, channel, kind, 0, restricted, accused" +
        sums + " from tally where grain in ('u', 'ck', 'uk', 'uck') group by 1, 2, 3, 4, 5, 7, 8"
    );
}

void build_tally(Connection& connection) {
    mark_all_came_back(connection);
    rebuild_tally(connection);
}

}  // namespace huiying::store
