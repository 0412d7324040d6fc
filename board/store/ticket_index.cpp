#include "board/store/ticket_index.hpp"

#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"
#include "text/tokens.hpp"

#include <string>

namespace huiying::store {
namespace {

/// Characters of a message's text that the index holds; a longer one is found by its beginning.
constexpr std::size_t kIndexedCharacters = 1000;
/// Bytes of all messages of a ticket: each addition writes the row anew, and somebody may add
/// without end.
constexpr std::size_t kIndexedBytes = 60'000;

/// Collects what is shown of messages: of a restricted ticket no name and no personal details, so
/// that nobody learns them by searching.
class ShownWords {
  public:
    explicit ShownWords(const TicketRecord& record)
        : restricted_(record.ticket.restricted), words_(record.ticket.number) {}

    void add(
        const std::string& subject,
        const std::string& place,
        const std::string& sender_name,
        const std::string& text
    ) {
        add(subject);
        add(place);
        if (!restricted_)
            add(sender_name);
        add(std::string(text::truncate(text, kIndexedCharacters)));
    }

    bool is_full() const { return words_.size() >= kIndexedBytes; }

    std::string tokens() const { return text::index_tokens(words_); }

  private:
    void add(const std::string& text) {
        if (!text.empty())
            words_.append(" ").append(restricted_ ? text::mask_personal(text).text : text);
    }

    const bool restricted_;
    std::string words_;
};

std::string tokens_of(Connection& connection, const TicketRecord& record) {
    const auto& ticket = record.ticket;
    ShownWords words(record);
    words.add(ticket.subject, ticket.place, ticket.sender_name, ticket.text);
    // The first message is the ticket's own.
    auto row = connection.query(
        "select subject, place, sender_name, text from message where ticket = ? order by id limit "
        "-1 offset 1",
        ticket.id.value
    );
    while (!words.is_full() && row.next())
        words.add(row.text(0), row.text(1), row.text(2), row.text(3));
    return words.tokens();
}

}  // namespace

void index_ticket(Connection& connection, const TicketRecord& record) {
    connection.run(
        "insert into ticket_text (rowid, tokens) values (?, ?)",
        record.ticket.id.value,
        tokens_of(connection, record)
    );
}

void unindex_ticket(Connection& connection, const TicketRecord& record) {
    connection.run(
        "insert into ticket_text (ticket_text, rowid, tokens) values ('delete', ?, ?)",
        record.ticket.id.value,
        tokens_of(connection, record)
    );
}

void index_all_tickets(Connection& connection) {
    connection.script("insert into ticket_text (ticket_text) values ('delete-all')");
    // Only what the index holds: a later migration's columns are not there yet.
    auto row = connection.query(
        "select id, number, restricted, subject, place, sender_name, text from ticket"
    );
    while (row.next()) {
        TicketRecord record;
        auto& ticket = record.ticket;
        ticket.id = {row.integer(0)};
        ticket.number = row.text(1);
        ticket.restricted = row.integer(2) != 0;
        ticket.subject = row.text(3);
        ticket.place = row.text(4);
        ticket.sender_name = row.text(5);
        ticket.text = row.text(6);
        index_ticket(connection, record);
    }
}

}  // namespace huiying::store
