// What a citizen sees by number and query code. Wrong codes are counted by address, and by address
// and number, and followed by a wait (guess_bounds.hpp). Thread rule: safe from any thread;
// blocking.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/grounds.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/ticket.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

struct CitizenView {
    std::string number;
    model::TicketState state = model::TicketState::received;
    model::Kind kind = model::Kind::question;
    std::string subject;
    std::string text;
    std::vector<model::Attachment> files;  ///< that came with it
    std::string unit;     ///< name; empty until routed, and for a restricted one the office's
    std::string contact;  ///< of the unit
    model::Instant received_at{};
    model::DueTimes due;

    struct Step {
        model::Instant at{};
        std::string text;  ///< Chinese, without staff names
    };

    std::vector<Step> steps;

    /// What the writer said after the first message, on any channel.
    struct Addition {
        model::Instant at{};
        std::string text;                      ///< may be empty where files came alone
        std::vector<model::Attachment> files;  ///< that came with it
    };

    std::vector<Addition> additions;

    /// Another ticket that the writer has shown to be their own.
    struct Joined {
        std::string number;
        model::TicketState state = model::TicketState::received;
        model::Instant received_at{};
    };

    std::vector<Joined> joined;
    std::vector<model::Reply> replies;

    /// While the ticket is paused.
    struct Pause {
        model::Instant since{};
        std::string ground;  ///< in Chinese
        std::string evidence;
    };

    /// What a reply promised for later.
    struct Promise {
        std::string text;
        model::Date due{};
        std::optional<model::Instant> kept_at;
        std::string summary;
    };

    std::optional<Pause> pause;
    std::vector<Promise> commitments;
    std::string answered_at_once;              ///< the sure answer given on the spot, or empty
    std::optional<model::Satisfaction> grade;  ///< of the present reply
    bool may_evaluate = false;
    bool may_withdraw = false;
    bool may_remind = false;
    bool may_withdraw_consent = false;
    bool is_public = false;  ///< a copy of it is on the board
    /// Where the ticket goes when something is added now; nullopt: nothing can be.
    std::optional<model::TicketState> if_added;
};

/// What shows that somebody is the writer.
struct CitizenProof {
    std::string number;  ///< as typed
    std::string code;    ///< as typed
    std::string peer;    ///< the caller's address
};

/// Who has lost the query code of a ticket says what is known of it.
struct LostCode {
    std::string number;  ///< as typed
    std::string phone;   ///< as typed
    std::string peer;    ///< the caller's address
};

class CitizenStatus {
  public:
    CitizenStatus(store::Database& database, const Town& town, const model::Clock& clock);

    /// `number` and `code` as typed; `peer` the caller's address as limits count it. A number whose
    /// message is still in the queue answers `received`. Errors: wrong_code (whichever of the two
    /// is wrong), rate_limited.
    [[nodiscard]] model::Result<CitizenView> status(
        const std::string& number, const std::string& code, const std::string& peer
    );

    /// The canonical number where number and code belong together. Errors: wrong_code,
    /// rate_limited.
    [[nodiscard]] model::Result<std::string> prove(const CitizenProof& proof);
    /// How long who was rate_limited there has to wait.
    [[nodiscard]] std::chrono::seconds wait_of(const CitizenProof& proof) const;

    /// Sends a lost query code by a short message, to the mobile number that the ticket has and
    /// to no other. Whoever asks hears the same whether number and phone belong together or not.
    /// Errors: bad_request (no mobile number, or no number of a ticket), rate_limited, not_found
    /// (the town sends no short messages).
    [[nodiscard]] model::Result<void> resend_code(const LostCode& lost);

  private:
    [[nodiscard]] bool is_locked(const std::string& subject) const;
    void count_wrong(const std::string& subject, int limit);

    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
