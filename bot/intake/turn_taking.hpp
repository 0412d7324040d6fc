// One citizen's turn on its way to the stream: what was answered before, the talk as remembered and
// as the record has it, the step by the table, the append. Used by hook_routes and chat_routes.
// Thread rule: on the io thread; never blocks.
#pragma once

#include "board/desk/talk_standing.hpp"
#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/instant.hpp"
#include "bot/conversation/at_once.hpp"

#include <functional>
#include <memory>
#include <string>

namespace huiying::queue {
class Appender;
}

namespace huiying::intake {

/// Asks the record about a talk; `done` is called once, later, on the io thread, with an empty
/// standing where the record cannot be read.
using AskStanding = std::function<void(
    const desk::TalkOf& talk,
    const desk::LastTurn& last,
    std::function<void(desk::TalkStanding)> done
)>;

/// Asks what a text means; `done` is called once, later, on the io thread, within a strict time,
/// with nullptr where nobody knows.
using AskSense = std::function<void(const std::string& text, std::function<void(desk::SensePtr)>)>;

struct TurnUses {
    const conversation::FirstAnswers& answers;
    queue::Appender& appender;
    const model::Clock& clock;
    AskStanding ask_standing;
    AskSense ask_sense = {};  ///< empty: words alone decide
};

/// Whose talk a message belongs to: of a private talk the sender's; what is said before others
/// makes no part of it, as its answer would be read there.
struct TalkPlace {
    conversation::Hearers hearers = conversation::Hearers::sender;
    std::string group;  ///< the platform's name of it, with Hearers::group
};

/// The answer, when the message is on disk. Errors: queue_full, queue_unavailable.
using OnTurn = std::function<void(model::Result<conversation::AtOnce>)>;

class TurnTaking : public std::enable_shared_from_this<TurnTaking> {
  public:
    /// REQUIRES: what `uses` refers to outlives the turn. `done` is called once, on the io thread,
    /// possibly before this returns.
    static void take(
        const TurnUses& uses, model::InboundMessage message, TalkPlace place, OnTurn done
    );

    TurnTaking(const TurnUses& uses, model::InboundMessage message, TalkPlace place, OnTurn done);

  private:
    void begin();
    void recall();
    void ask();
    void understand();
    void decide();
    void decided(const std::string& kept);
    void settle();
    void append(const conversation::AtOnce& answer);
    void fail(model::Errc errc);
    [[nodiscard]] bool is_private() const;

    const TurnUses& uses_;
    model::InboundMessage message_;
    const TalkPlace place_;
    const OnTurn done_;
    std::string talk_name_;
    std::string remembered_;  // the memory as it is kept
    conversation::TalkNow talk_;
    conversation::Turned turned_;
    int tries_ = 0;
};

}  // namespace huiying::intake
