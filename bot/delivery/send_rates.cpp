#include "bot/delivery/send_rates.hpp"

#include <algorithm>
#include <cstddef>

namespace huiying::delivery {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::size_t kMostBuckets = 10'000;
constexpr std::chrono::minutes kFull{5};

}  // namespace

void SendRates::fill(Bucket& bucket, const Rate& rate, model::Instant now) {
    const Seconds passed =
        std::max(Seconds{0}, std::chrono::duration_cast<Seconds>(now - bucket.at));
    bucket.left = std::min(rate.most, bucket.left + passed / rate.each);
    bucket.at = now;
}

SendRates::Bucket& SendRates::bucket_of(
    const std::string& name, const Rate& rate, model::Instant now
) {
    auto& bucket = buckets_.try_emplace(name, Bucket{rate.most, now}).first->second;
    fill(bucket, rate, now);
    return bucket;
}

/// A bucket that nobody has used for so long is full, like a new one.
void SendRates::forget_full_ones(model::Instant now) {
    if (buckets_.size() <= kMostBuckets)
        return;
    std::erase_if(buckets_, [&](const auto& entry) { return now - entry.second.at > kFull; });
}

std::optional<model::Instant> SendRates::put_off_until(
    const model::OutboundMessage& message, const channel::Limits& limits, model::Instant now
) {
    const std::lock_guard lock(mutex_);
    forget_full_ones(now);
    const std::string account = message.channel + "|" + message.account;
    Bucket unbounded{1, now};
    Bucket* whole = &unbounded;
    Bucket* one = &unbounded;
    const Rate of_account{
        std::max(1.0, static_cast<double>(limits.sends_a_second)),
        Seconds{1.0 / std::max(1, limits.sends_a_second)}};
    const Rate to_one{
        std::max(1.0, static_cast<double>(limits.sends_a_minute_to_one)),
        Seconds{60.0 / std::max(1, limits.sends_a_minute_to_one)}};
    if (limits.sends_a_second > 0)
        whole = &bucket_of(account, of_account, now);
    if (limits.sends_a_minute_to_one > 0)
        one = &bucket_of(account + "|" + message.recipient, to_one, now);
    const auto wait = [](const Bucket& bucket, const Rate& rate) {
        return bucket.left >= 1 ? Seconds{0} : rate.each * (1 - bucket.left);
    };
    const Seconds longest = std::max(wait(*whole, of_account), wait(*one, to_one));
    if (longest > Seconds{0})
        return now + std::chrono::ceil<std::chrono::milliseconds>(longest);
    if (whole != &unbounded)
        whole->left -= 1;
    if (one != &unbounded)
        one->left -= 1;
    return std::nullopt;
}

}  // namespace huiying::delivery
