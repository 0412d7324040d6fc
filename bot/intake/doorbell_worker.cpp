#include "bot/intake/doorbell_worker.hpp"

#include "bot/channel/open_channels.hpp"
#include "bot/intake/arrival.hpp"
#include "bot/intake/report_keeper.hpp"
#include "queue/appender.hpp"
#include "queue/inbound_codec.hpp"
#include "telemetry/log.hpp"

#include <functional>
#include <future>
#include <memory>
#include <optional>

namespace huiying::intake {
namespace {

using channel::PullEnd;
using telemetry::Level;

constexpr std::chrono::milliseconds kLook{500};
constexpr std::chrono::seconds kAppendPatience{10};

/// What a task on the io thread reports, waited for; nullopt when it does not come.
template <class Value>
std::optional<Value> awaited(
    queue::Appender& appender, const std::function<void(std::function<void(Value)>)>& task
) {
    // Shared with the io thread, which may report after this thread has given up.
    const auto report = std::make_shared<std::promise<Value>>();
    auto outcome = report->get_future();
    appender.post([task, report] {
        task([report](Value value) { report->set_value(std::move(value)); });
    });
    if (outcome.wait_for(kAppendPatience) != std::future_status::ready)
        return std::nullopt;
    try {
        return outcome.get();
    } catch (const std::future_error&) {
        return std::nullopt;
    }
}

/// By what is read, not by the account's name: that can be given to another inbox.
std::string cursor_name(const AccountAddress& address, const channel::Puller& puller) {
    return "cursor|" + address.first + "|" + puller.inbox();
}

using Cursor = model::Result<std::optional<std::string>>;

/// nullopt when the queue is away.
std::optional<std::string> read_cursor(queue::Appender& appender, const std::string& name) {
    const auto found =
        awaited<Cursor>(appender, [&appender, name](std::function<void(Cursor)> done) {
            appender.lookup(name, std::move(done));
        });
    if (!found || found->has_error())
        return std::nullopt;
    return found->value().value_or("");
}

bool keep_cursor(queue::Appender& appender, const std::string& name, const std::string& cursor) {
    const auto kept =
        awaited<bool>(appender, [&appender, name, cursor](const std::function<void(bool)>& done) {
            appender.keep(name, cursor, [done](const model::Result<void>& result) {
                done(!result.has_error());
            });
        });
    return kept.value_or(false);
}

bool take_message(const TurnUses& uses, const channel::Message& message, channel::Passive passive) {
    const auto taken = awaited<bool>(
        uses.appender,
        [&uses, message, passive](const std::function<void(bool)>& done) {
            arrive(
                uses,
                message,
                passive,
                [done](const channel::Message&, const model::Result<conversation::AtOnce>& answer) {
                    done(!answer.has_error());
                }
            );
        }
    );
    return taken.value_or(false);
}

bool keep_unreadable(
    const TurnUses& uses,
    const model::ChannelAccount& account,
    const channel::Unreadable& unreadable
) {
    const queue::RawDelivery raw{
        account.channel, account.name, unreadable.raw, unreadable.word, uses.clock.now()};
    const auto kept =
        awaited<bool>(uses.appender, [&uses, raw](const std::function<void(bool)>& done) {
            uses.appender.append_raw(raw, [done](const model::Result<void>& result) {
                done(!result.has_error());
            });
        });
    return kept.value_or(false);
}

/// One pulled message, durably in the stream or rightly passed over.
bool take(const TurnUses& uses, const channel::Channel& account, const channel::Pulled& pulled) {
    const auto received = account.reread(pulled.raw, uses.clock.now());
    if (const auto* const unreadable = std::get_if<channel::Unreadable>(&received))
        return keep_unreadable(uses, account.account(), *unreadable);
    const auto* const message = std::get_if<channel::Message>(&received);
    if (message == nullptr)
        return true;
    const auto* const row = channel::find_channel(account.account().channel);
    return take_message(uses, *message, message->passive.value_or(row->passive));
}

}  // namespace

DoorbellWorker::DoorbellWorker(const DoorbellUses& uses)
    : uses_(uses), thread_([this](const std::stop_token& stop) { run(stop); }) {}

DoorbellWorker::~DoorbellWorker() {
    thread_.request_stop();
    thread_.join();
}

void DoorbellWorker::ring(std::string_view platform, const channel::Doorbell& bell) {
    const auto addresses = accounts_of_inbox(uses_.channels, platform, bell.inbox);
    if (addresses.empty())
        telemetry::log_limited(
            Level::warn, "doorbell.no_account", {{"platform", platform}, {"inbox", bell.inbox}}
        );
    for (const auto& address : addresses)
        bells_.ring(address, bell.token);
}

void DoorbellWorker::run(const std::stop_token& stop) {
    const Bells::Answer answering = [&](const AccountAddress& address, const Bells::Bell& bell) {
        return answer(address, bell, stop);
    };
    while (!stop.stop_requested()) {
        try {
            attend();
            if (bells_.answer_one(answering))
                continue;
        } catch (const std::exception& error) {
            telemetry::log_limited(Level::error, "doorbell.failed", {{"reason", error.what()}});
        }
        bells_.wait(stop, kLook);
    }
}

void DoorbellWorker::attend() {
    const auto revision = uses_.channels.revision();
    if (revision == revision_ && !bells_.is_round_due())
        return;
    bells_.attend(pulling_accounts(uses_.channels));
    revision_ = revision;
}

PullEnd DoorbellWorker::answer(
    const AccountAddress& address, const Bells::Bell& bell, const std::stop_token& stop
) {
    const auto account = uses_.channels.find(address.first, address.second);
    const auto* const puller = dynamic_cast<const channel::Puller*>(account.get());
    if (puller == nullptr)
        return PullEnd::all;
    auto& appender = uses_.turns.appender;
    const auto name = cursor_name(address, *puller);
    const auto cursor = read_cursor(appender, name);
    channel::PullOutcome outcome{PullEnd::later, "the queue is away"};
    const channel::SendContext context{uses_.transport, uses_.tokens, uses_.turns.clock.now()};
    if (cursor)
        outcome = puller->pull(
            {context,
             bell.token,
             *cursor,
             [&](const channel::Pulled& pulled) {
                 return !stop.stop_requested() && take(uses_.turns, *account, pulled);
             },
             [&](const std::string& next) { return keep_cursor(appender, name, next); },
             [&](const model::DeliveryReport& report) {
                 return uses_.reports.keep(address.first, address.second, {report});
             }}
        );
    if (outcome.end == PullEnd::all || stop.stop_requested())
        return PullEnd::all;
    telemetry::log_limited(
        outcome.end == PullEnd::never ? Level::error : Level::warn,
        "doorbell.not_pulled",
        {{"platform", address.first}, {"account", address.second}, {"reason", outcome.detail}}
    );
    return outcome.end;
}

}  // namespace huiying::intake
