// Matters that another body passed on (转办): what it is asked and answers, and the list of them by
// who passed them on. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/store/ticket_repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// What the town asks of the body that passed a matter on.
struct UpstreamQuestion {
    std::string what;  ///< word of workflow::UpstreamRequest
    int workdays = 0;  ///< of more time
    std::string reason;
    std::string basis;
    std::string asked_by;
    model::Instant asked_at{};
    std::string answer;  ///< "granted", "refused", "lapsed"; "" while it is open
    std::string answered_by;
    std::optional<model::Instant> answered_at;
    std::string opinion;
    std::optional<model::Instant> due;  ///< the date given with the answer
};

/// Which of the matters passed on by one body.
struct PassedOnFilter {
    std::string account;                         ///< "" = of all
    std::optional<model::Instant> replied_from;  ///< no final reply yet, or approved then or later
    std::optional<model::Instant> replied_before;  ///< likewise, and earlier than this
    bool only_open = false;
    bool only_late_on_arrival = false;
    bool only_asked = false;  ///< with an open question
    std::int64_t before = 0;  ///< only ids below; 0 = from the newest
    int limit = 50;
};

class UpstreamRepository {
  public:
    explicit UpstreamRepository(Connection& connection) : connection_(connection) {}

    void ask(model::TicketId ticket, const UpstreamQuestion& question);
    [[nodiscard]] std::optional<UpstreamQuestion> open_question(model::TicketId ticket);
    /// Answers the open question with the fields of `answer` that say so.
    void answer(model::TicketId ticket, const UpstreamQuestion& answer);
    /// By time.
    [[nodiscard]] std::vector<UpstreamQuestion> questions(model::TicketId ticket);

    /// False where a word of that key is known already.
    bool note_word(const std::string& key, model::TicketId ticket, model::Instant at);

    [[nodiscard]] bool has_word(const std::string& key);

    /// The ticket of that body's own number.
    [[nodiscard]] std::optional<TicketRecord> find(
        const std::string& account, const std::string& upstream_number
    );
    /// Newest first.
    [[nodiscard]] std::vector<TicketRecord> list(const PassedOnFilter& filter);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
