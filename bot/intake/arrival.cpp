#include "bot/intake/arrival.hpp"

#include "queue/appender.hpp"

#include <memory>
#include <utility>

namespace huiying::intake {
namespace {

using conversation::AtOnce;

void take_number(
    const TurnUses& uses, const std::shared_ptr<channel::Message>& message, OnArrived done
) {
    const auto answer = uses.answers.receipt(message->inbound);
    conversation::apply(answer, message->inbound);
    uses.appender.append(
        message->inbound,
        [message, answer, done = std::move(done)](const model::Result<void>& appended) {
            if (appended.has_error())
                return done(*message, model::errc_of(appended.error()));
            done(*message, answer);
        }
    );
}

}  // namespace

TalkPlace place_of(const channel::Message& message) {
    if (message.heard_by == channel::HeardBy::group)
        return {
            conversation::Hearers::group,
            message.talk.empty() ? message.reply_to.from : message.talk};
    return {};
}

void arrive(
    const TurnUses& uses, channel::Message message, channel::Passive passive, OnArrived done
) {
    if (passive == channel::Passive::by_message)
        message.inbound.passive_by = model::SaidBy::outbox;
    const auto kept = std::make_shared<channel::Message>(std::move(message));
    if (passive == channel::Passive::no)
        return take_number(uses, kept, std::move(done));
    TurnTaking::take(
        uses,
        kept->inbound,
        place_of(*kept),
        [kept, done = std::move(done)](const model::Result<AtOnce>& answer) { done(*kept, answer); }
    );
}

}  // namespace huiying::intake
