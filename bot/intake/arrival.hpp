// One readable message on its way to the stream: which talk it belongs to, what is said at once,
// the append. Used by hook_routes and doorbell_worker. On the io thread; never blocks.
#pragma once

#include "board/model/errc.hpp"
#include "bot/channel/channel.hpp"
#include "bot/conversation/at_once.hpp"

#include <functional>
#include <memory>
#include <string>

namespace huiying::queue {
class Appender;
}

namespace huiying::intake {

struct ArrivalUses {
    const conversation::FirstAnswers& answers;
    queue::Appender& appender;
    const model::Clock& clock;
};

/// What became of a message: what its sender hears, or queue_full, queue_unavailable.
using OnArrived = std::function<void(const channel::Message&, model::Result<conversation::AtOnce>)>;

class Arrival : public std::enable_shared_from_this<Arrival> {
  public:
    /// `done` is called once, on the io thread, possibly before this returns. What `uses` names
    /// must outlive that.
    static void begin(
        const ArrivalUses& uses, channel::Message message, channel::Passive passive, OnArrived done
    );

    Arrival(const ArrivalUses& uses, channel::Message message, OnArrived done);

  private:
    void find_talk();
    [[nodiscard]] std::string talk() const;
    void found_talk(const model::Result<std::string>& kept);
    void take(conversation::AtOnce answer);
    void fail(model::Errc errc);

    const ArrivalUses uses_;
    channel::Message message_;
    const OnArrived done_;
    conversation::AtOnce answer_;
};

}  // namespace huiying::intake
