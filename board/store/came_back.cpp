#include "board/store/came_back.hpp"

#include "board/store/instant_columns.hpp"
#include "board/store/tally.hpp"
#include "board/store/ticket_row.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace huiying::store {
namespace {

constexpr std::int64_t kWindowMs = std::chrono::milliseconds(std::chrono::hours{24 * 30}).count();

/// The 50 tickets next to one, by the same sender and by the same contact. Arguments: 1 channel, 2
/// account, 3 sender, 4 contact, 5 id.
std::string neighbours(const std::string& columns, const std::string& beside) {
    const auto half = [&](const std::string& who) {
        return "select * from (select " + columns + " from ticket where " + who + " and id " +
               beside + " limit 50)";
    };
    return half("channel = ?1 and account = ?2 and sender = ?3 and sender <> ''") + " union " +
           half("contact = ?4 and contact <> ''");
}

struct Writer {
    std::string channel;
    std::string account;
    std::string sender;
    std::string contact;
    std::string unit;
    std::int64_t received = 0;
    std::optional<std::int64_t> replied;
    int round = 1;
    bool marked = false;
};

std::optional<Writer> writer_of(Connection& connection, model::TicketId ticket) {
    auto row = connection.query(
        "select channel, account, sender, contact, unit, received_at, replied_at, round, came_back "
        "from ticket where id = ?",
        ticket.value
    );
    if (!row.next())
        return std::nullopt;
    Writer writer{
        row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5), {}, 1};
    if (!row.is_null(6))
        writer.replied = row.integer(6);
    writer.round = static_cast<int>(row.integer(7));
    writer.marked = row.integer(8) != 0;
    return writer;
}

bool has_follower(Connection& connection, const Writer& writer, model::TicketId ticket) {
    static const std::string kSql =
        "select 1 from (" + neighbours("id, unit, restricted, received_at", "> ?5 order by id") +
        ") where unit = ?6 and restricted = 0 and received_at > ?7 and received_at <= ?8";
    return connection
        .query(
            kSql,
            writer.channel,
            writer.account,
            writer.sender,
            writer.contact,
            ticket.value,
            writer.unit,
            *writer.replied,
            *writer.replied + kWindowMs
        )
        .next();
}

bool did_come_back(Connection& connection, const Writer& writer, model::TicketId ticket) {
    if (writer.round > 1)
        return true;
    return writer.replied && !writer.unit.empty() && has_follower(connection, writer, ticket);
}

}  // namespace

void mark_came_back(Connection& connection, model::TicketId ticket) {
    const auto writer = writer_of(connection, ticket);
    if (!writer)
        return;
    const bool marked = did_come_back(connection, *writer, ticket);
    if (marked == writer->marked)
        return;
    TallyChange change(connection, ticket);
    connection.run("update ticket set came_back = ? where id = ?", marked, ticket.value);
    change.settle();
}

void mark_forerunners(Connection& connection, model::TicketId ticket) {
    static const std::string kSql = "select id from (" +
                                    neighbours("id, round, replied_at", "< ?5 order by id desc") +
                                    ") where round = 1 and replied_at < ?6 and replied_at >= ?7";
    const auto writer = writer_of(connection, ticket);
    if (!writer)
        return;
    const auto forerunners = ids_of(connection.query(
        kSql,
        writer->channel,
        writer->account,
        writer->sender,
        writer->contact,
        ticket.value,
        writer->received,
        writer->received - kWindowMs
    ));
    for (const auto forerunner : forerunners)
        mark_came_back(connection, forerunner);
}

void mark_all_came_back(Connection& connection) {
    const auto answered =
        ids_of(connection.query("select id from ticket where round > 1 or replied_at is not null"));
    for (const auto ticket : answered) {
        const auto writer = writer_of(connection, ticket);
        if (writer && did_come_back(connection, *writer, ticket))
            connection.run("update ticket set came_back = 1 where id = ?", ticket.value);
    }
}

}  // namespace huiying::store
