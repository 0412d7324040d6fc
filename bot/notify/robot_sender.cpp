#include "bot/notify/robot_sender.hpp"

#include "board/desk/robots.hpp"
#include "bot/channel/transport.hpp"
#include "bot/notify/robot_platforms.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <stdexcept>
#include <string_view>
#include <utility>

namespace huiying::notify {
namespace {

using telemetry::Level;

constexpr std::chrono::seconds kRecoverEvery{5};
constexpr std::string_view kScheme = "https://";

bool is_loopback(std::string_view address) {
    for (const std::string_view begin : {"http://127.0.0.1:", "http://[::1]:"})
        if (address.starts_with(begin))
            return address.find_first_not_of("0123456789", begin.size()) == std::string_view::npos;
    return false;
}

RobotSenderSettings checked(RobotSenderSettings settings) {
    if (!settings.test_address.empty() && !is_loopback(settings.test_address))
        throw std::invalid_argument(
            "sender.robot_test_address is for tests: http://127.0.0.1:<port> only"
        );
    return settings;
}

}  // namespace

RobotSender::RobotSender(RobotSenderUses uses, RobotSenderSettings settings)
    : uses_(uses),
      settings_(checked(std::move(settings))),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

RobotSender::~RobotSender() = default;

void RobotSender::rest(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    stopped_.wait_for(lock, stop, settings_.idle_wait, [] { return false; });
}

void RobotSender::run(const std::stop_token& stop) {
    auto recovered_at = std::chrono::steady_clock::now() - kRecoverEvery;
    while (!stop.stop_requested()) {
        try {
            if (std::chrono::steady_clock::now() - recovered_at >= kRecoverEvery) {
                recovered_at = std::chrono::steady_clock::now();
                uses_.robots.recover_abandoned();
            }
            const auto message = uses_.robots.claim(settings_.owner, settings_.claim_length);
            if (message)
                send(*message);
            else
                rest(stop);
        } catch (const std::exception& error) {
            // The record is away: what was claimed waits again when its claim has run out.
            telemetry::log_limited(Level::error, "robot.failed", {{"reason", error.what()}});
            rest(stop);
        }
    }
}

model::SendOutcome RobotSender::try_send(const model::RobotMessage& message) const {
    if (!message.to)
        return {.result = model::SendClass::config, .detail = "群机器人已停用或删除"};
    // Everything in it was restricted meanwhile.
    if (message.lines.empty())
        return {.result = model::SendClass::ok};
    auto request = request_of(message, uses_.clock.now());
    if (!settings_.test_address.empty())
        request.url =
            settings_.test_address + request.url.substr(request.url.find('/', kScheme.size()));
    return outcome_of(message.to->platform, uses_.transport.post(request));
}

void RobotSender::send(const model::RobotMessage& message) {
    const auto outcome = try_send(message);
    const auto state = uses_.robots.settle(message, settings_.owner, outcome);
    const std::string platform(
        message.to ? model::to_word(message.to->platform) : std::string_view("none")
    );
    uses_.metrics
        .counter(
            "huiying_notify_tries_total",
            "Tries to post to a unit's group robot, by platform and class of the answer",
            {{"platform", platform}, {"class", std::string(model::to_word(outcome.result))}}
        )
        .add();
    telemetry::log(
        state == "sent" ? Level::info : Level::warn,
        state == "sent" ? "robot.sent" : "robot.not_sent",
        {{"unit", message.unit},
         {"platform", platform},
         {"attempt", message.attempt},
         {"state", state},
         {"detail", outcome.detail}}
    );
}

}  // namespace huiying::notify
