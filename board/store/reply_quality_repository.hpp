// What was found in replies when they went out, and what the monthly sample scored. Used by desk,
// inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct ReplyQualityRow {
    model::TicketId ticket;
    int round = 1;
    model::Instant at{};
    std::string unit;
    int evasive = 0;                    ///< hundredths; see draft/reply_checks.hpp
    std::vector<std::string> findings;  ///< Chinese
    std::optional<int> draft_kept;      ///< hundredths of the machine's draft that were sent
    std::optional<int> score;           ///< 1 to 5
    std::string remark;
    std::string scored_by;
    std::optional<model::Instant> scored_at;
    std::string number;   ///< of the ticket; read only
    std::string subject;  ///< read only
};

struct UnitReplies {
    std::string unit;
    int replies = 0;
    int evasive = 0;  ///< at or over the bound
    int found = 0;    ///< with any finding
    int drafted = 0;  ///< that a machine's draft preceded
    int kept = 0;     ///< hundredths of these drafts that were sent, on average
    int scored = 0;
    double score = 0;  ///< on average of the scored
};

struct TimeSpan {
    model::Instant from{};
    model::Instant until{};  ///< exclusive
};

class ReplyQualityRepository {
  public:
    explicit ReplyQualityRepository(Connection& connection) : connection_(connection) {}

    /// What a machine drafted; empty: nothing that could be kept.
    void set_machine_draft(model::TicketId ticket, const std::string& text);
    std::string machine_draft(model::TicketId ticket);

    /// In place of what the same round had.
    void add(const ReplyQualityRow& row);
    /// False: there is no such reply.
    bool score(model::TicketId ticket, int round, const ReplyQualityRow& scored);

    // Of tickets that are not restricted and accuse nobody; `unit`: of this one alone, empty: of
    // all.

    /// `evasive`: the bound, in hundredths.
    std::vector<UnitReplies> by_unit(const TimeSpan& span, const std::string& unit, int evasive);
    /// Those that are read: the same ones however often it is asked, in no order that anybody
    /// chose.
    std::vector<ReplyQualityRow> sample(const TimeSpan& span, const std::string& unit, int most);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
