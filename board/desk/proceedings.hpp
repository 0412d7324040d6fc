// What a ticket has been through beside its history, as the desk shows it: who holds it since when,
// which grade of response it had when, returns. Used by web. Plain values.
#pragma once

#include "board/model/grounds.hpp"
#include "board/model/instant.hpp"
#include "board/model/ticket_state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// Who answers for the time that a ticket lies.
struct Holder {
    std::string who;   ///< word: office, handlers, reviewers, signers, nobody
    std::string name;  ///< in Chinese; the person where one has it in hand
    model::Instant since{};
};

struct ReturnView {
    std::string unit;  ///< name
    std::string asked_by;
    model::Instant at{};
    std::string ground;  ///< in Chinese
    std::string basis;
    std::optional<model::ReturnRuling> ruling;
    std::string right_unit;  ///< name, with `reassigned`
    std::string ruled_by;
    std::optional<model::Instant> ruled_at;
    std::string reason;
};

struct ExtensionView {
    std::string asked_by;
    model::Instant at{};
    int workdays = 0;
    std::string reason;
    std::string decision;  ///< "", granted, refused
    std::string decided_by;
    std::optional<model::Instant> decided_at;
    std::string opinion;
    std::optional<model::Instant> old_due;
    std::optional<model::Instant> new_due;
};

struct ContactView {
    model::Instant at{};
    std::string by;
    model::ContactWay way = model::ContactWay::call;
    std::string number;
    std::string summary;
    bool reached = false;
};

struct EvaluationView {
    model::Instant at{};
    std::string by;  ///< "citizen", or who recorded it
    int round = 1;
    model::Satisfaction grade = model::Satisfaction::satisfied;
    std::string reason;
    std::string summary;
};

struct PauseView {
    std::string by;
    model::Instant from{};
    std::optional<model::Instant> to;  ///< nullopt: still
    model::PauseGround ground = model::PauseGround::awaiting_citizen;
    std::string ground_name;  ///< in Chinese
    std::string evidence;
    std::string ended_by;
    int round = 1;
};

struct TerminationView {
    std::string asked_by;
    model::Instant at{};
    std::string reason;
    std::string basis;
    std::string decision;  ///< "", granted, refused, lapsed
    std::string decided_by;
    std::optional<model::Instant> decided_at;
    std::string opinion;
};

/// A dated promise as somebody makes it.
struct CommitmentPromised {
    std::string text;
    model::Date due{};
};

struct CommitmentView {
    std::string text;
    model::Date due{};
    std::string made_by;
    model::Instant at{};
    std::string kept_by;
    std::optional<model::Instant> kept_at;
    std::string summary;
};

/// Another unit's opinion: asked for, open, given or dropped.
struct AssistView {
    std::string unit;  ///< code
    std::string unit_name;
    std::string question;
    int workdays = 1;
    std::string asked_by;
    model::Instant at{};
    std::optional<model::Instant> due;
    std::string state;  ///< asked, overdue, answered, dropped
    std::string opinion;
    std::string given_by;
    std::optional<model::Instant> given_at;
    std::string dropped_by;
    std::optional<model::Instant> dropped_at;
    std::string reason;
};

struct ApprovalView {
    model::Instant at{};
    std::string by;
    int level = 1;
    std::string opinion;
};

struct JoinedView {
    std::string number;
    std::string subject;
    std::string channel;
    model::TicketState state = model::TicketState::received;
    std::string unit_name;
};

struct Proceedings {
    Holder holder;
    int round = 1;
    model::Instant receipt_at{};
    std::optional<model::Instant> accepted_at;
    std::optional<model::Instant> contact_at;
    std::optional<model::Instant> human_at;
    std::vector<ReturnView> returns;
    std::vector<ExtensionView> extensions;
    std::vector<ContactView> contacts;
    std::vector<EvaluationView> evaluations;
    std::vector<PauseView> pauses;
    std::vector<TerminationView> terminations;
    std::vector<CommitmentView> commitments;
    std::vector<AssistView> assists;
    std::vector<ApprovalView> approvals;
    std::string merged_into;           ///< number of the ticket that carries this one, or empty
    std::vector<std::string> carries;  ///< numbers of those that this one carries
    /// Others of the same writer, who proved it, as far as the reader may see them.
    std::vector<JoinedView> joined;
    model::Instant earliest_receipt{};  ///< of this one and those
};

}  // namespace huiying::desk
