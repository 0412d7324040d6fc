#include "board/desk/take_in.hpp"

#include "board/desk/arrival_senses.hpp"
#include "board/desk/arrival_writer.hpp"
#include "board/desk/prepared_message.hpp"
#include "board/desk/town.hpp"
#include "board/store/arrival_repository.hpp"
#include "board/store/database.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace huiying::desk {
namespace {

using store::ArrivalRepository;
using store::Connection;
using telemetry::Level;

/// Runs `work` in a savepoint: what it throws undoes only itself. Returns the reason why this
/// message alone was not taken.
template <class Work>
std::optional<std::string_view> in_savepoint(Connection& connection, Work work) {
    std::string_view reason = kNotStorable;
    connection.script("savepoint message");
    try {
        work();
        connection.script("release message");
        return std::nullopt;
    } catch (const store::StoreUnavailable&) {
        throw;  // the database, not the message
    } catch (const NotTaken& fault) {
        reason = fault.reason;
    } catch (const std::exception& error) {
        telemetry::log_limited(Level::error, "inbound.not_storable", {{"reason", error.what()}});
    }
    connection.script("rollback to message");
    connection.script("release message");
    return reason;
}

/// One message in its savepoint: what it throws makes a dead letter of it alone.
TakeInOutcome take_one(
    Connection& connection,
    ArrivalWriter& writer,
    const PreparedMessage& prepared,
    const EntryBytes& entry_bytes
) {
    TakeInOutcome outcome;
    const auto events = writer.events();
    const auto reason = in_savepoint(connection, [&] { outcome = writer.message(prepared); });
    if (!reason)
        return outcome;
    writer.drop_events(events);
    const auto& message = prepared.message;
    return writer.dead_letter(
        {message.channel, message.account, std::string(*reason), entry_bytes(message)}
    );
}

std::optional<PreparedMessage> prepared_of(
    const Arrival& arrival,
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    model::Instant now,
    const knowledge::Sense* sense
) {
    const auto* message = std::get_if<model::InboundMessage>(&arrival.delivery);
    if (!message)
        return std::nullopt;
    if (message->turn == model::Turn::small_talk)
        return PreparedMessage{.message = *message};
    return prepared(*message, town, renderer, now, sense);
}

void enter_partitions(Connection& connection, std::span<const Arrival> arrivals) {
    std::map<int, std::int64_t> tokens;
    for (const auto& arrival : arrivals)
        tokens[arrival.partition] = std::max(tokens[arrival.partition], arrival.token);
    ArrivalRepository repository(connection);
    for (const auto& [partition, token] : tokens)
        if (!repository.enter_partition(partition, token))
            throw LeaseLost(partition, repository.fencing_token(partition));
}

}  // namespace

TakeIn::TakeIn(
    store::Database& database,
    const Town& town,
    const templates::Renderer& renderer,
    const model::Clock& clock,
    Announce announce,
    EntryBytes entry_bytes,
    AskSenses ask_senses
)
    : database_(database),
      town_(town),
      renderer_(renderer),
      clock_(clock),
      announce_(std::move(announce)),
      entry_bytes_(std::move(entry_bytes)),
      ask_senses_(std::move(ask_senses)) {}

/// Arrivals with all that is known of them before the record is asked.
struct TakeIn::Judged {
    std::span<const Arrival> arrivals;
    std::shared_ptr<const TownSnapshot> town;
    model::Instant now;
    std::vector<std::optional<PreparedMessage>> readable;  ///< nullopt: nothing to read
};

struct TakeIn::Stored {
    std::vector<TakeInOutcome> outcomes;
    std::vector<TicketEvent> events;
};

TakeIn::Judged TakeIn::judge(std::span<const Arrival> arrivals) const {
    Judged judged{arrivals, town_.snapshot(), clock_.now(), {}};
    const auto senses = senses_of(arrivals, *judged.town, ask_senses_);
    judged.readable.reserve(arrivals.size());
    for (std::size_t at = 0; at < arrivals.size(); ++at)
        judged.readable.push_back(
            prepared_of(arrivals[at], *judged.town, renderer_, judged.now, senses[at].get())
        );
    return judged;
}

TakeIn::Stored TakeIn::store_within(
    Connection& connection, const Judged& judged, bool in_savepoints
) const {
    enter_partitions(connection, judged.arrivals);
    ArrivalWriter writer(connection, *judged.town, judged.now);
    if (!in_savepoints)
        writer.keep_for_all();
    Stored stored;
    stored.outcomes.reserve(judged.arrivals.size());
    for (std::size_t at = 0; at < judged.arrivals.size(); ++at) {
        const auto& readable = judged.readable[at];
        if (!readable)
            stored.outcomes.push_back(
                writer.dead_letter(std::get<UnreadableDelivery>(judged.arrivals[at].delivery))
            );
        else if (in_savepoints)
            stored.outcomes.push_back(take_one(connection, writer, *readable, entry_bytes_));
        else
            stored.outcomes.push_back(writer.message(*readable));
    }
    if (!in_savepoints)
        writer.write_kept();
    stored.events = writer.take_events();
    return stored;
}

/// Savepoints took a seventh of the worker's time, and hardly ever is one needed: first without;
/// where a message is at fault, nothing is stored yet and all are stored again, each in its own.
TakeIn::Stored TakeIn::store(const Judged& judged) const {
    const auto stored = [&](bool in_savepoints) {
        return database_.write([&](Connection& connection) {
            return store_within(connection, judged, in_savepoints);
        });
    };
    try {
        return stored(false);
    } catch (const store::StoreUnavailable&) {
        throw;
    } catch (const LeaseLost&) {
        throw;
    } catch (const NotTaken& fault) {
        telemetry::log_limited(Level::info, "inbound.stored_singly", {{"reason", fault.reason}});
    } catch (const std::exception& error) {
        telemetry::log_limited(Level::info, "inbound.stored_singly", {{"reason", error.what()}});
    }
    return stored(true);
}

std::vector<TakeInOutcome> TakeIn::take_in(
    const std::vector<Arrival>& arrivals, std::size_t transaction, const OnStored& on_stored
) {
    std::vector<TakeInOutcome> outcomes;
    outcomes.reserve(arrivals.size());
    std::future<Stored> storing;
    const auto finish = [&] {
        if (!storing.valid())
            return;
        const auto stored = storing.get();
        for (const auto& event : stored.events)
            announce_(event);
        for (const auto& outcome : stored.outcomes) {
            if (outcome.result == TakenIn::dead_letter)
                telemetry::log(
                    Level::error,
                    "inbound.dead_letter",
                    {{"partition", arrivals[outcomes.size()].partition}}
                );
            outcomes.push_back(outcome);
        }
        if (on_stored)
            on_stored(outcomes.size());
    };
    try {
        for (std::span<const Arrival> rest(arrivals); !rest.empty();) {
            const auto part = rest.first(std::min(rest.size(), transaction));
            rest = rest.subspan(part.size());
            auto judged = judge(part);
            finish();
            storing = std::async(
                rest.empty() ? std::launch::deferred : std::launch::async,
                [this, judged = std::move(judged)] { return store(judged); }
            );
        }
    } catch (...) {
        finish();  // what is under way is stored, and told
        throw;
    }
    finish();
    return outcomes;
}

}  // namespace huiying::desk
