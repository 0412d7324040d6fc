#include "bot/intake/arrival.hpp"

#include "queue/appender.hpp"

#include <utility>

namespace huiying::intake {

using conversation::AtOnce;

Arrival::Arrival(const ArrivalUses& uses, channel::Message message, OnArrived done)
    : uses_(uses), message_(std::move(message)), done_(std::move(done)) {}

void Arrival::begin(
    const ArrivalUses& uses, channel::Message message, channel::Passive passive, OnArrived done
) {
    const auto arrival = std::make_shared<Arrival>(uses, std::move(message), std::move(done));
    if (passive == channel::Passive::by_message)
        arrival->message_.inbound.passive_by = model::SaidBy::outbox;
    if (passive == channel::Passive::no)
        arrival->take(uses.answers.receipt(arrival->message_.inbound));
    else
        arrival->find_talk();
}

/// Which ticket the message belongs to: the one of the talk that is going on, or its own, which
/// from now on is the talk's.
void Arrival::find_talk() {
    const auto hearers = message_.heard_by == channel::HeardBy::group
                             ? conversation::Hearers::group
                             : conversation::Hearers::sender;
    answer_ = uses_.answers.open(message_.inbound, uses_.clock.now(), hearers);
    uses_.appender.remember(
        talk(),
        answer_.number,
        conversation::kTalkLength,
        [self = shared_from_this()](const model::Result<std::string>& kept) {
            self->found_talk(kept);
        }
    );
}

/// What is said before others makes no part of a private talk: its answer would be read there.
std::string Arrival::talk() const {
    auto name = conversation::talk_name(message_.inbound);
    if (message_.heard_by == channel::HeardBy::group)
        name += "|" + message_.reply_to.from;
    return name;
}

void Arrival::found_talk(const model::Result<std::string>& kept) {
    if (kept.has_error())
        return fail(model::errc_of(kept.error()));
    if (*kept != answer_.number)
        answer_ = uses_.answers.add(message_.inbound, *kept, uses_.clock.now());
    uses_.appender.remember(
        conversation::answer_name(message_.inbound),
        conversation::pack(answer_),
        conversation::kAnswerLength,
        [self = shared_from_this()](const model::Result<std::string>& packed) {
            if (packed.has_error())
                return self->fail(model::errc_of(packed.error()));
            // A repeated delivery hears what the first one heard, whatever has changed since.
            self->take(conversation::unpack(*packed).value_or(self->answer_));
        }
    );
}

void Arrival::take(AtOnce answer) {
    answer_ = std::move(answer);
    conversation::apply(answer_, message_.inbound);
    uses_.appender.append(
        message_.inbound,
        [self = shared_from_this()](const model::Result<void>& appended) {
            if (appended.has_error())
                return self->fail(model::errc_of(appended.error()));
            self->done_(self->message_, self->answer_);
        }
    );
}

void Arrival::fail(model::Errc errc) {
    done_(message_, errc);
}

}  // namespace huiying::intake
