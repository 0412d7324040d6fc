// Matters that another body took in and passed on to the town (转办: the district's mailbox, the
// hotline, the State Council's website): what the town asks of that body and hears from it, the
// list of them, and the report that goes back. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/passed_on_items.hpp"
#include "board/desk/tickets.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huiying::desk {

/// A body that passes matters on, as its account says.
struct UpstreamBody {
    std::string account;
    std::string title;
    bool answers_citizen = true;  ///< else the town does, and reports what it said
    bool takes_calls = false;     ///< else it gets the report as a file
    bool may_take_back = true;
    bool may_give_time = true;
};

/// What the town asks: "take_back" with reason and basis, "more_time" with working days and reason.
struct UpstreamAsk {
    std::string what;
    int workdays = 0;
    std::string reason;
    std::string basis;
};

/// What the body answered, as a person wrote it down or as it came in a signed call.
enum class UpstreamSaid {
    take_back_granted,
    take_back_refused,
    more_time_granted,
    more_time_refused,
    reminder,
};

[[nodiscard]] std::string_view to_word(UpstreamSaid said);
[[nodiscard]] std::optional<UpstreamSaid> parse_upstream_said(std::string_view word);

struct UpstreamAnswer {
    UpstreamSaid said = UpstreamSaid::reminder;
    std::string text;
    std::optional<model::Instant> due;  ///< with more_time_granted
};

/// A signed call about a matter: who called, its own number of the matter, and the call's key, by
/// which the same call twice is one.
struct UpstreamCall {
    std::string account;
    std::string key;
    std::string upstream_number;
    UpstreamAnswer answer;
};

/// A matter as it comes. Of one that came before nothing is to be appended.
struct ReadMatter {
    model::InboundMessage message;
    bool came_before = false;
};

struct PassedOnRow {
    TicketRow row;
    std::string upstream_number;
    std::string unit_name;
    std::optional<model::Instant> upstream_due;
    bool response_late_on_arrival = false;
    bool reply_late_on_arrival = false;
    std::string asked;  ///< "take_back" or "more_time" while that question is open, or ""
};

/// What stands beside one ticket that was passed on.
struct PassedOnView {
    UpstreamBody body;
    std::string upstream_number;
    std::optional<model::Instant> upstream_due;
    bool response_late_on_arrival = false;
    bool reply_late_on_arrival = false;

    struct Question {
        UpstreamAsk asked;
        std::string asked_by;
        model::Instant asked_at{};
        std::string answer;  ///< "granted", "refused", "lapsed"; "" while it is open
        std::string answered_by;
        std::optional<model::Instant> answered_at;
        std::string opinion;
        std::optional<model::Instant> due;
    };

    std::vector<Question> questions;
};

/// Which of the matters that were passed on.
struct PassedOnWanted {
    std::string account;  ///< "" = of all bodies
    bool only_open = false;
    bool only_late_on_arrival = false;
    bool only_asked = false;
    std::int64_t before = 0;  ///< id of the last row of the page before; 0 = from the newest
    int limit = 50;
};

struct PassedOnList {
    std::vector<PassedOnRow> rows;
    std::int64_t next = 0;  ///< 0 at the end
};

/// Whose replies the report has, and from when to when they were approved.
struct ReportAsked {
    using Format = SheetForm;

    Format format = Format::xlsx;
    std::string account;
    std::optional<model::Instant> from;
    std::optional<model::Instant> before;
    bool include_open = false;  ///< also what has no reply yet
};

class Upstreams {
  public:
    explicit Upstreams(DeskUses uses) : uses_(std::move(uses)) {}

    [[nodiscard]] std::vector<UpstreamBody> bodies() const;
    [[nodiscard]] std::optional<model::ChannelAccount> account(const std::string& name) const;

    /// Our number of what came before by that number of the body's.
    [[nodiscard]] std::optional<std::string> number_of(
        const std::string& account, const std::string& upstream_number
    ) const;
    /// What a matter that comes now is: a message with our number, or what is wrong with it.
    [[nodiscard]] std::variant<ReadMatter, ItemTrouble> read(
        const ItemFields& fields, const model::ChannelAccount& account
    ) const;

    /// Newest first; only what this person may see.
    [[nodiscard]] PassedOnList list(const model::Staff& staff, const PassedOnWanted& wanted) const;
    /// nullopt: it was not passed on, or is not for this person.
    [[nodiscard]] std::optional<PassedOnView> view(
        const model::Staff& staff, const std::string& number
    ) const;
    /// The report-back file: a row a matter, by our numbers' age, oldest first.
    [[nodiscard]] std::string report(const model::Staff& staff, const ReportAsked& asked) const;

    // Errors of both: not_found, forbidden, move_not_allowed, version_conflict, text_too_long,
    // reason_needed, bad_request.

    /// Errors besides: basis_needed; move_not_allowed also where the body wants no such question.
    [[nodiscard]] model::Result<Moved> ask(
        const model::Staff& staff, const TicketRef& ref, const UpstreamAsk& asked
    );
    [[nodiscard]] model::Result<Moved> answer(
        const model::Staff& staff, const TicketRef& ref, const UpstreamAnswer& answer
    );
    /// The same call twice answers as the first did. Errors: not_found, bad_request,
    /// move_not_allowed, text_too_long.
    [[nodiscard]] model::Result<void> hear(const UpstreamCall& call);

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
