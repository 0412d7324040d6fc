#include "bot/delivery/sender.hpp"

#include "board/desk/delivery.hpp"
#include "board/desk/send_quotas.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/open_channels.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <utility>

namespace huiying::delivery {
namespace {

using telemetry::Level;

/// One at a time a thread: a message that is claimed must not wait behind a slow platform.
constexpr int kClaimed = 1;
constexpr std::chrono::seconds kRecoverEvery{5};

bool may_have_gone_out(const model::SendOutcome& outcome) {
    return outcome.result == model::SendClass::ok ||
           outcome.result == model::SendClass::duplicate_ok ||
           outcome.result == model::SendClass::unknown;
}

}  // namespace

Sender::Sender(SenderUses uses, SenderSettings settings)
    : uses_(uses), settings_(std::move(settings)) {
    for (int i = 0; i < settings_.threads; ++i)
        threads_.emplace_back([this, i](const std::stop_token& stop) { run(stop, i); });
}

Sender::~Sender() {
    for (auto& thread : threads_)
        thread.request_stop();
}

void Sender::wake() {
    {
        const std::lock_guard lock(mutex_);
        ++wakes_;
    }
    woken_.notify_all();
}

void Sender::rest(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, stop, settings_.idle_wait, [&, seen = wakes_] { return wakes_ != seen; });
}

void Sender::run(const std::stop_token& stop, int index) {
    const std::string owner = settings_.owner + "/" + std::to_string(index);
    auto recovered_at = std::chrono::steady_clock::now() - kRecoverEvery;
    while (!stop.stop_requested()) {
        try {
            if (index == 0 && std::chrono::steady_clock::now() - recovered_at >= kRecoverEvery) {
                recovered_at = std::chrono::steady_clock::now();
                recover();
            }
            const auto claimed = uses_.delivery.claim(owner, settings_.claim_length, kClaimed);
            for (const auto& message : claimed) {
                if (!is_put_off(message, owner))
                    send(message, owner, stop);
            }
            if (claimed.empty())
                rest(stop);
        } catch (const std::exception& error) {
            // The record stayed away: recover() settles what was sent when the claim has run out.
            telemetry::log_limited(Level::error, "sender.failed", {{"reason", error.what()}});
            rest(stop);
        }
    }
}

void Sender::recover() {
    if (const int settled = uses_.delivery.recover_abandoned(); settled > 0)
        telemetry::log(Level::warn, "sender.recovered", {{"messages", settled}});
}

bool Sender::is_put_off(const model::OutboundMessage& message, const std::string& owner) {
    const auto* const row = channel::find_channel(message.channel);
    if (row == nullptr)
        return false;
    const auto channel = uses_.channels.find(message.channel, message.account);
    const int parts = channel ? channel->parts_left(message) : 1;
    const auto until = rates_.put_off_until(message, parts, row->limits, uses_.clock.now());
    if (until)
        uses_.delivery.put_off(message, owner, *until);
    return until.has_value();
}

bool Sender::is_over_quota(const channel::Channel& channel, const model::OutboundMessage& message) {
    const auto quota = channel.quota();
    if (!quota)
        return false;
    const auto taken = uses_.quotas.take(
        message, channel.parts_left(message), {quota->to_one_a_day, quota->a_day, quota->a_month}
    );
    const auto& platform = message.channel;
    for (const auto& [period, sent] : {std::pair{"day", taken.today}, {"month", taken.this_month}})
        uses_.metrics
            .gauge(
                "huiying_delivery_quota_sent",
                "Sent over an account that has a quota, in parts",
                {{"platform", platform}, {"account", message.account}, {"period", period}}
            )
            .set(sent);
    if (taken.over == desk::Bound::none)
        return false;
    const std::string bound(desk::to_word(taken.over));
    uses_.metrics
        .counter(
            "huiying_delivery_over_quota_total",
            "Messages not sent because the account's quota was used up",
            {{"platform", platform}, {"bound", bound}}
        )
        .add();
    telemetry::log(
        Level::warn,
        "reply.over_quota",
        {{"number", message.number}, {"platform", platform}, {"bound", bound}}
    );
    return true;
}

model::SendOutcome Sender::try_send(
    const channel::Channel* channel, const model::OutboundMessage& message
) {
    if (channel == nullptr)
        // Added a moment ago it is open in a moment.
        return {
            .result = model::SendClass::retry,
            .detail = "账号已停用或不存在",
            .parts_done = message.parts_done};
    return channel->send(
        message, {uses_.transport, uses_.tokens, uses_.clock.now(), uses_.mailbox}
    );
}

model::OutboundState Sender::settle(
    const model::OutboundMessage& message,
    const std::string& owner,
    const model::SendOutcome& outcome,
    const std::stop_token& stop
) {
    const auto claimed_until = std::chrono::steady_clock::now() + settings_.claim_length;
    while (true) {
        try {
            return uses_.delivery.settle(message, owner, outcome);
        } catch (const std::exception& error) {
            if (stop.stop_requested() || std::chrono::steady_clock::now() >= claimed_until)
                throw;
            telemetry::log_limited(Level::error, "sender.unsettled", {{"reason", error.what()}});
            rest(stop);
        }
    }
}

void Sender::count(const model::OutboundMessage& message, const model::SendOutcome& outcome) {
    uses_.metrics
        .counter(
            "huiying_delivery_tries_total",
            "Tries to send a reply, by platform and class of the answer",
            {{"platform", message.channel}, {"class", std::string(model::to_word(outcome.result))}}
        )
        .add();
}

void Sender::send(
    const model::OutboundMessage& message, const std::string& owner, const std::stop_token& stop
) {
    const auto began = std::chrono::steady_clock::now();
    const auto channel = uses_.channels.find(message.channel, message.account);
    if (channel && is_over_quota(*channel, message))
        return;
    const auto outcome = try_send(channel.get(), message);
    auto sent = message;
    sent.parts_done = outcome.parts_done;
    const auto state = settle(sent, owner, outcome, stop);
    // Settled first: a quota that cannot be written must not make a try look like one in doubt.
    if (channel && channel->quota() && !may_have_gone_out(outcome))
        uses_.quotas.give_back(message, channel->parts_left(message));
    const bool good =
        state == model::OutboundState::sent || state == model::OutboundState::delivered;
    count(message, outcome);
    telemetry::log(
        good ? Level::info : Level::warn,
        good ? "reply.sent" : "reply.not_sent",
        {{"number", message.number},
         {"platform", message.channel},
         {"attempt", message.attempt},
         {"class", model::to_word(outcome.result)},
         {"state", model::to_word(state)},
         {"detail", outcome.detail},
         {"elapsed_ms",
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began)
              .count()}}
    );
}

}  // namespace huiying::delivery
