// What somebody asks for: the move, who asks, and what they wrote, one struct a kind of move. Made
// by desk from an API call, judged by decide(). Plain values; texts are valid UTF-8.
#pragma once

#include "board/model/grounds.hpp"
#include "board/model/instant.hpp"
#include "board/workflow/moves.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huiying::workflow {

/// Moves that need nothing but the click.
struct NoDetails {};

/// A reason, an opinion, a note, an addition; which one, the move says.
struct Words {
    std::string text;
    std::string basis;  ///< document or fact that it rests on; where the move asks for it
};

struct NonAcceptanceDetails {
    std::optional<model::NonAcceptance> reason;
    std::string words;    ///< what the citizen is told
    std::string channel;  ///< where to go instead
    std::string earlier;  ///< number of the ticket that this one repeats
};

/// Whom a message accuses; nobody where it says "staff" only.
struct Accused {
    std::vector<std::string> units;
    std::string reason;
};

/// The ticket that carries the matter on.
struct Survivor {
    enum class Is { another, itself };

    Is is = Is::another;
    model::TicketState state = model::TicketState::handling;
    bool visible = true;  ///< to who merges
    bool restricted = false;
    std::vector<std::string> accused_units;
};

struct AssistAsked {
    std::string unit;
    std::string question;
    int workdays = 1;  ///< for the opinion; never beyond the ticket's own date
};

struct Dispatch {
    std::string unit;
    std::vector<AssistAsked> assists;
};

struct AssistDropped {
    std::string unit;
    std::string reason;
};

struct Return {
    std::optional<model::ReturnGround> ground;
    std::string basis;
};

struct Ruling {
    std::optional<model::ReturnRuling> ruling;
    std::string unit;  ///< with `reassigned`
    std::string reason;
};

/// A dated promise that outlives the reply.
struct CommitmentMade {
    std::string text;
    model::Date due{};
};

enum class ReplyWay { written, phone };

struct FinalReply {
    ReplyWay way = ReplyWay::written;
    std::string summary;   ///< of the call
    bool reached = false;  ///< the citizen was spoken with
    std::optional<CommitmentMade> commitment;
};

struct Evaluation {
    std::optional<model::Satisfaction> grade;
    std::string reason;
    std::string summary;  ///< of the call back, where the office records what the citizen said
};

struct PauseAsked {
    std::optional<model::PauseGround> ground;
    std::string evidence;
};

struct ExtensionAsked {
    int workdays = 0;
    std::string reason;
};

struct UpstreamAsked {
    std::optional<UpstreamRequest> what;
    int workdays = 0;  ///< with more_time
    std::string reason;
    std::string basis;  ///< with take_back
};

struct Contact {
    model::ContactWay way = model::ContactWay::call;
    model::Instant at{};
    std::string number;  ///< that was called
    std::string summary;
    bool reached = false;
};

struct PublicationVerdict {
    bool passed = false;
};

using Details = std::variant<
    NoDetails,
    Words,
    NonAcceptanceDetails,
    Accused,
    Survivor,
    Dispatch,
    AssistAsked,
    AssistDropped,
    Return,
    Ruling,
    FinalReply,
    Evaluation,
    PauseAsked,
    ExtensionAsked,
    UpstreamAsked,
    CommitmentMade,
    Contact,
    PublicationVerdict>;

struct MoveRequest {
    Move move = Move::note;
    Actor actor;
    Details details;
    model::Instant now{};
};

}  // namespace huiying::workflow
