// What is decided and noted about a ticket, each a row with who and when: returns and rulings,
// extensions, contacts, evaluations, mergings. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/grounds.hpp"
#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {

class Connection;

struct ReturnRow {
    std::int64_t id = 0;
    std::string unit;
    std::string asked_by;
    model::Instant at{};
    model::ReturnGround ground = model::ReturnGround::not_our_duty;
    std::string basis;
    std::optional<model::ReturnRuling> ruling;  ///< nullopt: waits
    std::string right_unit;                     ///< with `reassigned`
    std::string ruled_by;
    std::optional<model::Instant> ruled_at;
    std::string reason;
};

/// What became of a request for an extension.
enum class ExtensionDecision { waiting, granted, refused };

std::string_view to_word(ExtensionDecision decision);

struct ExtensionRow {
    std::string asked_by;
    model::Instant at{};
    int workdays = 0;
    std::string reason;
    ExtensionDecision decision = ExtensionDecision::waiting;
    std::string decided_by;
    std::optional<model::Instant> decided_at;
    std::string opinion;
    std::optional<model::Instant> old_due;
    std::optional<model::Instant> new_due;
};

/// A call or a visit.
struct ContactRow {
    model::Instant at{};
    std::string by;
    model::ContactWay way = model::ContactWay::call;
    std::string number;
    std::string summary;
    bool reached = false;
};

/// What a reply was worth, in the citizen's words.
struct EvaluationRow {
    model::Instant at{};
    std::string by;  ///< "citizen", or who recorded it when calling back
    int round = 1;
    model::Satisfaction grade = model::Satisfaction::satisfied;
    std::string reason;
    std::string summary;  ///< of the call back
};

class ProceedingsRepository {
  public:
    explicit ProceedingsRepository(Connection& connection) : connection_(connection) {}

    void add(model::TicketId ticket, const ReturnRow& row);
    /// Writes the ruling of the return that waits; false when none does.
    bool rule(model::TicketId ticket, const ReturnRow& ruling);
    std::vector<ReturnRow> returns(model::TicketId ticket);

    void add(model::TicketId ticket, const ExtensionRow& row);
    /// Writes the decision on the request that waits; false when none does.
    bool decide(model::TicketId ticket, const ExtensionRow& decision);
    std::vector<ExtensionRow> extensions(model::TicketId ticket);

    void add(model::TicketId ticket, const ContactRow& row);
    std::vector<ContactRow> contacts(model::TicketId ticket);

    void add(model::TicketId ticket, const EvaluationRow& row);
    std::vector<EvaluationRow> evaluations(model::TicketId ticket);

    void add_merging(
        model::TicketId ticket, model::TicketId survivor, const std::string& by, model::Instant at
    );
    /// Marks the link of a merged ticket as undone; the row stays.
    void undo_merging(model::TicketId ticket, const std::string& by, model::Instant at);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
