#include "board/store/reply_file_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {
namespace {

model::Attachment file_at(const Cursor& row) {
    return {
        .name = row.text(0),
        .media_type = row.text(1),
        .sha256 = row.text(2),
        .url = "",
        .bytes = row.integer(3)};
}

}  // namespace

void ReplyFileRepository::add(
    model::TicketId ticket, const model::Attachment& file, const std::string& by, model::Instant now
) {
    connection_.run(
        "insert into reply_file (ticket, sha256, name, media_type, bytes, added_by, added_at) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        ticket.value,
        file.sha256,
        file.name,
        file.media_type,
        file.bytes,
        by,
        model::to_unix_ms(now)
    );
}

std::vector<model::Attachment> ReplyFileRepository::drafted(model::TicketId ticket) {
    std::vector<model::Attachment> files;
    auto row = connection_.query(
        "select name, media_type, sha256, bytes from reply_file where ticket = ? and reply is null "
        "order by id",
        ticket.value
    );
    while (row.next())
        files.push_back(file_at(row));
    return files;
}

bool ReplyFileRepository::remove(model::TicketId ticket, const std::string& sha256) {
    return connection_.run(
               "delete from reply_file where ticket = ? and sha256 = ? and reply is null",
               ticket.value,
               sha256
           ) > 0;
}

void ReplyFileRepository::drop_drafted(model::TicketId ticket) {
    connection_.run("delete from reply_file where ticket = ? and reply is null", ticket.value);
}

void ReplyFileRepository::send(model::TicketId ticket) {
    connection_.run(
        "update reply_file set reply = (select max(id) from reply where ticket = ?) where ticket = "
        "? and reply is null",
        ticket.value,
        ticket.value
    );
}

void ReplyFileRepository::send_along(model::TicketId from, model::TicketId to) {
    connection_.run(
        "insert into reply_file (ticket, reply, sha256, name, media_type, bytes, added_by, "
        "added_at) select ?, (select max(id) from reply where ticket = ?), sha256, name, "
        "media_type, bytes, added_by, added_at from reply_file where ticket = ? and reply is null "
        "order by id",
        to.value,
        to.value,
        from.value
    );
}

std::map<std::int64_t, std::vector<model::Attachment>> ReplyFileRepository::sent(
    model::TicketId ticket
) {
    std::map<std::int64_t, std::vector<model::Attachment>> files;
    auto row = connection_.query(
        "select name, media_type, sha256, bytes, reply from reply_file where ticket = ? and reply "
        "is not null order by id",
        ticket.value
    );
    while (row.next())
        files[row.integer(4)].push_back(file_at(row));
    return files;
}

}  // namespace huiying::store
