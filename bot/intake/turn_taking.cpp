#include "bot/intake/turn_taking.hpp"

#include "queue/appender.hpp"

#include <optional>
#include <utility>

namespace huiying::intake {
namespace {

/// As often as others of the same talk may come in between.
constexpr int kMostTries = 8;

using conversation::AtOnce;

/// Whether what is said may belong to a ticket that somebody has in hand: one that accuses must not
/// be shown to anybody outside, and the words that continue it do not say that they do.
bool may_continue(const conversation::TalkNow& talk) {
    using desk::TalkTicketIs;
    const auto ticket = talk.standing.ticket;
    const bool is_on_its_way = ticket == TalkTicketIs::none && !talk.memory.number.empty();
    const bool opens = talk.memory.ticket == conversation::TalkMemory::Ticket::open &&
                       !conversation::is_recorded(talk);
    return ticket == TalkTicketIs::open || is_on_its_way || opens;
}

}  // namespace

void TurnTaking::take(
    const TurnUses& uses, model::InboundMessage message, TalkPlace place, OnTurn done
) {
    std::make_shared<TurnTaking>(uses, std::move(message), std::move(place), std::move(done))
        ->begin();
}

TurnTaking::TurnTaking(
    const TurnUses& uses, model::InboundMessage message, TalkPlace place, OnTurn done
)
    : uses_(uses),
      message_(std::move(message)),
      place_(std::move(place)),
      done_(std::move(done)),
      talk_name_(conversation::talk_name(message_)) {
    if (!is_private())
        talk_name_ += "|" + place_.group;
}

bool TurnTaking::is_private() const {
    return place_.hearers == conversation::Hearers::sender;
}

/// A repeated delivery hears what the first one heard, whatever has changed since.
void TurnTaking::begin() {
    uses_.appender.lookup(
        conversation::answer_name(message_),
        [self = shared_from_this()](const model::Result<std::optional<std::string>>& kept) {
            if (kept.has_error())
                return self->fail(model::errc_of(kept.error()));
            const auto before = *kept ? conversation::unpack(**kept) : std::nullopt;
            before ? self->append(*before) : self->recall();
        }
    );
}

void TurnTaking::recall() {
    if (message_.sender.empty())
        return understand();
    uses_.appender.lookup(
        talk_name_,
        [self = shared_from_this()](const model::Result<std::optional<std::string>>& kept) {
            if (kept.has_error())
                return self->fail(model::errc_of(kept.error()));
            self->remembered_ = kept->value_or("");
            self->talk_.memory = conversation::unpack_memory(self->remembered_);
            self->ask();
        }
    );
}

void TurnTaking::ask() {
    // What the record says of a private talk is not for a group to hear.
    if (!is_private())
        return understand();
    uses_.ask_standing(
        {message_.channel, message_.account, message_.sender},
        {talk_.memory.number, talk_.memory.ticket_key},
        [self = shared_from_this()](desk::TalkStanding standing) {
            self->talk_.standing = std::move(standing);
            self->understand();
        }
    );
}

void TurnTaking::understand() {
    if (!uses_.ask_sense || may_continue(talk_) || !uses_.answers.is_worth_sense(message_))
        return decide();
    uses_.ask_sense(message_.text, [self = shared_from_this()](desk::SensePtr sense) {
        self->talk_.sense = std::move(sense);
        self->decide();
    });
}

void TurnTaking::decide() {
    turned_ = uses_.answers.take_turn(message_, talk_, uses_.clock.now(), place_.hearers);
    if (message_.sender.empty())
        return settle();
    uses_.appender.replace(
        talk_name_,
        remembered_,
        conversation::pack(turned_.memory),
        conversation::kMemoryLength,
        [self = shared_from_this()](const model::Result<std::string>& kept) {
            if (kept.has_error())
                return self->fail(model::errc_of(kept.error()));
            self->decided(*kept);
        }
    );
}

/// Another turn of the same talk may have come in between: then by what that one left.
void TurnTaking::decided(const std::string& kept) {
    if (kept == conversation::pack(turned_.memory))
        return settle();
    if (++tries_ >= kMostTries)
        return fail(model::Errc::queue_unavailable);
    remembered_ = kept;
    talk_.memory = conversation::unpack_memory(kept);
    decide();
}

void TurnTaking::settle() {
    uses_.appender.remember(
        conversation::answer_name(message_),
        conversation::pack(turned_.answer),
        conversation::kAnswerLength,
        [self = shared_from_this()](const model::Result<std::string>& packed) {
            if (packed.has_error())
                return self->fail(model::errc_of(packed.error()));
            self->append(conversation::unpack(*packed).value_or(self->turned_.answer));
        }
    );
}

void TurnTaking::append(const AtOnce& answer) {
    conversation::apply(answer, message_);
    uses_.appender.append(
        message_,
        [self = shared_from_this(), answer](const model::Result<void>& appended) {
            if (appended.has_error())
                return self->fail(model::errc_of(appended.error()));
            self->done_(answer);
        }
    );
}

void TurnTaking::fail(model::Errc errc) {
    done_(errc);
}

}  // namespace huiying::intake
