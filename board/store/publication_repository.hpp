// Public copies of tickets: a text of its own, reviewed by a second person, bound to the hash of
// that very text. Used by desk inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {

class Connection;

/// none is never stored.
enum class PublicationState { none, proposed, published, withdrawn };

std::string_view to_word(PublicationState state);

struct PublicationRecord {
    model::TicketId ticket;
    PublicationState state = PublicationState::none;
    std::string title;
    std::string question;
    std::string answer;
    std::string text_hash;  ///< of title, question and answer
    model::StaffId proposed_by;
    std::int64_t version = 0;
    std::optional<model::Instant> published_at;
};

struct ReviewRecord {
    std::string text_hash;  ///< of the text that was reviewed
    std::string by;         ///< login
    model::Instant at{};
    bool secrecy = false;
    bool privacy = false;
    bool wording = false;
    bool passed = false;
    std::string opinion;
};

/// What the board shows of a published ticket.
struct PublishedCase {
    std::string id;  ///< opaque, not the ticket number
    std::string title;
    std::string question;
    std::string answer;
    std::string unit;  ///< code
    std::string kind;
    model::Instant published_at{};
};

/// When it was published, and nothing else of it.
struct PublishedDay {
    std::string id;
    model::Instant published_at{};
};

class PublicationRepository {
  public:
    explicit PublicationRepository(Connection& connection) : connection_(connection) {}

    std::optional<PublicationRecord> find(model::TicketId ticket);
    void put(const PublicationRecord& record);
    /// Off the board, and void where it is only proposed; what it was, nullopt where there was
    /// nothing to take off.
    std::optional<PublicationState> take_off(model::TicketId ticket);
    /// The writer agrees to publication no more.
    void take_back_consent(model::TicketId ticket);
    void add_review(model::TicketId ticket, const ReviewRecord& review);
    std::vector<ReviewRecord> reviews(model::TicketId ticket);

    /// Published cases, newest first, after the `after` cursor ("" = from the start), at most
    /// `limit`.
    std::vector<PublishedCase> published(const std::string& after, int limit);
    /// The same of one unit's answers; none of a restricted ticket.
    std::vector<PublishedCase> published_of(
        const std::string& unit, const std::string& after, int limit
    );
    /// By the time of publication, newest first.
    std::vector<PublishedCase> newest(int limit);
    std::vector<PublishedDay> newest_days(int limit);
    std::optional<PublishedCase> published_case(const std::string& id);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
