#include "bot/delivery/send_rates.hpp"

#include <algorithm>
#include <cstddef>

namespace huiying::delivery {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::size_t kMostEntries = 10'000;
constexpr std::chrono::hours kForgotten{1};

}  // namespace

/// A bucket that nobody has used for so long is full, like a new one; a message that has not come
/// for its turn went another way.
void SendRates::forget_old_ones(model::Instant now) {
    if (buckets_.size() > kMostEntries)
        std::erase_if(buckets_, [&](const auto& entry) {
            return now - entry.second.at > kForgotten;
        });
    if (turns_.size() > kMostEntries)
        std::erase_if(turns_, [&](const auto& entry) { return now - entry.second > kForgotten; });
}

model::Instant SendRates::turn_of(
    const std::string& name, const Rate& rate, const Taker& taker, model::Instant now
) {
    // Once promised it is not counted again.
    if (const auto turn = turns_.find(taker.key); turn != turns_.end())
        return turn->second;
    auto& bucket = buckets_.try_emplace(name, Bucket{rate.most, now}).first->second;
    const Seconds passed =
        std::max(Seconds{0}, std::chrono::duration_cast<Seconds>(now - bucket.at));
    bucket.left = std::min(rate.most, bucket.left + passed / rate.each);
    bucket.at = now;
    const double needed = std::min(taker.parts, rate.most);
    const Seconds wait = std::max(Seconds{0}, rate.each * (needed - bucket.left));
    bucket.left -= taker.parts;
    return turns_[taker.key] = now + std::chrono::ceil<std::chrono::milliseconds>(wait);
}

std::optional<model::Instant> SendRates::put_off_until(
    const model::OutboundMessage& message,
    int parts,
    const channel::Limits& limits,
    model::Instant now
) {
    const std::lock_guard lock(mutex_);
    forget_old_ones(now);
    const std::string account = message.channel + "|" + message.account;
    const std::string person = account + "|" + message.recipient;
    const std::string one = person + "|" + message.idempotency_key;
    const Rate to_one{
        static_cast<double>(limits.sends_a_minute_to_one),
        Seconds{60.0 / std::max(1, limits.sends_a_minute_to_one)}};
    const Rate over_account{
        static_cast<double>(limits.sends_a_second),
        Seconds{1.0 / std::max(1, limits.sends_a_second)}};
    // Who must wait for a person's sake takes no turn of the account's meanwhile.
    if (limits.sends_a_minute_to_one > 0) {
        if (const auto turn =
                turn_of(person, to_one, {"one|" + one, static_cast<double>(parts)}, now);
            turn > now)
            return turn;
    }
    if (limits.sends_a_second > 0) {
        if (const auto turn =
                turn_of(account, over_account, {"all|" + one, static_cast<double>(parts)}, now);
            turn > now)
            return turn;
    }
    turns_.erase("one|" + one);
    turns_.erase("all|" + one);
    return std::nullopt;
}

}  // namespace huiying::delivery
