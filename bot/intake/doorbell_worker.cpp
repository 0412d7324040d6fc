#include "bot/intake/doorbell_worker.hpp"

#include "bot/channel/open_channels.hpp"
#include "bot/intake/arrival.hpp"
#include "queue/appender.hpp"
#include "queue/inbound_codec.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <functional>
#include <future>
#include <memory>
#include <optional>

namespace huiying::intake {
namespace {

using channel::PullEnd;
using telemetry::Level;

constexpr std::chrono::seconds kFirstDelay{2};
constexpr std::chrono::seconds kLongestDelay{300};
/// After what only a person can put right.
constexpr std::chrono::seconds kWrongDelay{600};
constexpr int kLongestDoubling = 8;
constexpr std::chrono::milliseconds kLook{500};
constexpr std::chrono::seconds kAppendPatience{10};

std::chrono::seconds delay_after(int tries) {
    return std::min(kLongestDelay, kFirstDelay * (1 << std::clamp(tries - 1, 0, kLongestDoubling)));
}

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

std::string cursor_name(const model::ChannelAccount& account) {
    return "cursor|" + account.channel + "|" + account.name;
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
        awaited<bool>(appender, [&appender, name, cursor](std::function<void(bool)> done) {
            appender.keep(name, cursor, [done](const model::Result<void>& result) {
                done(!result.has_error());
            });
        });
    return kept.value_or(false);
}

bool take_message(const TurnUses& uses, const channel::Message& message, channel::Passive passive) {
    const auto taken =
        awaited<bool>(uses.appender, [&uses, message, passive](std::function<void(bool)> done) {
            arrive(
                uses,
                message,
                passive,
                [done](const channel::Message&, const model::Result<conversation::AtOnce>& answer) {
                    done(!answer.has_error());
                }
            );
        });
    return taken.value_or(false);
}

bool keep_unreadable(
    const TurnUses& uses,
    const model::ChannelAccount& account,
    const channel::Unreadable& unreadable
) {
    const queue::RawDelivery raw{
        account.channel, account.name, unreadable.raw, unreadable.word, uses.clock.now()};
    const auto kept = awaited<bool>(uses.appender, [&uses, raw](std::function<void(bool)> done) {
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

void DoorbellWorker::ring(const model::ChannelAccount& account, const std::string& token) {
    {
        const std::lock_guard lock(mutex_);
        bells_[{account.channel, account.name}] = {token, std::chrono::steady_clock::now()};
    }
    rung_.notify_all();
}

void DoorbellWorker::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            ring_new_accounts();
            if (auto bell = next()) {
                answer(bell->first, std::move(bell->second), stop);
                continue;
            }
        } catch (const std::exception& error) {
            telemetry::log_limited(Level::error, "doorbell.failed", {{"reason", error.what()}});
        }
        std::unique_lock lock(mutex_);
        rung_.wait_for(lock, stop, kLook, [&] {
            return std::any_of(bells_.begin(), bells_.end(), [](const auto& bell) {
                return bell.second.due <= std::chrono::steady_clock::now();
            });
        });
    }
}

void DoorbellWorker::ring_new_accounts() {
    if (uses_.channels.revision() == revision_)
        return;
    revision_ = uses_.channels.revision();
    for (const auto& channel : uses_.channels.all()) {
        const auto& account = channel->account();
        if (dynamic_cast<const channel::Puller*>(channel.get()) == nullptr)
            continue;
        const Address address{account.channel, account.name};
        // A bell that has rung meanwhile has a token, which is better.
        if (known_.insert(address).second)
            put_off(address, {}, std::chrono::seconds{0});
    }
}

std::optional<std::pair<DoorbellWorker::Address, DoorbellWorker::Bell>> DoorbellWorker::next() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    const auto due = std::find_if(bells_.begin(), bells_.end(), [&](const auto& bell) {
        return bell.second.due <= now;
    });
    if (due == bells_.end())
        return std::nullopt;
    auto taken = std::pair(due->first, due->second);
    bells_.erase(due);
    return taken;
}

void DoorbellWorker::answer(const Address& address, Bell bell, const std::stop_token& stop) {
    const auto account = uses_.channels.find(address.first, address.second);
    const auto* const puller = dynamic_cast<const channel::Puller*>(account.get());
    if (puller == nullptr)
        return;
    auto& appender = uses_.turns.appender;
    const auto name = cursor_name(account->account());
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
             [&](const std::string& next) { return keep_cursor(appender, name, next); }}
        );
    if (outcome.end == PullEnd::all || stop.stop_requested())
        return;
    telemetry::log_limited(
        outcome.end == PullEnd::never ? Level::error : Level::warn,
        "doorbell.not_pulled",
        {{"platform", address.first}, {"account", address.second}, {"reason", outcome.detail}}
    );
    ++bell.tries;
    const auto delay = outcome.end == PullEnd::never ? kWrongDelay : delay_after(bell.tries);
    put_off(address, std::move(bell), delay);
}

/// Unless it has rung again meanwhile.
void DoorbellWorker::put_off(const Address& address, Bell bell, std::chrono::seconds delay) {
    const std::lock_guard lock(mutex_);
    bell.due = std::chrono::steady_clock::now() + delay;
    bells_.emplace(address, std::move(bell));
}

}  // namespace huiying::intake
