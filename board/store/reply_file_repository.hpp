// Files that staff send with a reply: of the draft, and of the replies that went out. Used by desk
// inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/inbound_message.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

class ReplyFileRepository {
  public:
    explicit ReplyFileRepository(Connection& connection) : connection_(connection) {}

    void add(
        model::TicketId ticket,
        const model::Attachment& file,
        const std::string& by,
        model::Instant now
    );
    /// Of the draft, in the order in which they were added.
    std::vector<model::Attachment> drafted(model::TicketId ticket);
    /// From the draft. False when it has no such file.
    bool remove(model::TicketId ticket, const std::string& sha256);
    void drop_drafted(model::TicketId ticket);
    /// The draft's files, put with the ticket's latest reply.
    void send(model::TicketId ticket);
    /// The same files with the latest reply of another ticket, which was answered along.
    void send_along(model::TicketId from, model::TicketId to);
    /// By reply (row id), of those that have any.
    std::map<std::int64_t, std::vector<model::Attachment>> sent(model::TicketId ticket);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
