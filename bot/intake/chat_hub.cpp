#include "bot/intake/chat_hub.hpp"

#include <algorithm>

namespace huiying::intake {
namespace {

/// Addresses remembered before those that have gone are forgotten.
constexpr std::size_t kMostAddresses = 20'000;
/// Until what it may do is whole again.
constexpr std::chrono::hours kRemembered{1};
constexpr std::chrono::minutes kForgetEvery{1};

std::string name_of(const desk::TalkOf& talk) {
    return talk.account + "|" + talk.sender;
}

}  // namespace

bool Allowance::take(std::chrono::steady_clock::time_point now, double amount) {
    const auto waited = std::chrono::duration<double>(now - at_).count();
    left_ = std::min(most_, left_ + waited * a_second_);
    at_ = now;
    if (left_ < amount)
        return false;
    left_ -= amount;
    return true;
}

bool ChatHub::admit(const std::string& address) {
    if (size() >= limits_.connections)
        return false;
    if (addresses_.size() > kMostAddresses)
        forget_the_gone();
    auto& from = known(address);
    if (from.open >= limits_.of_address)
        return false;
    ++from.open;
    ++size_;
    return true;
}

void ChatHub::leave(const std::string& address) {
    auto& from = known(address);
    from.open -= from.open > 0 ? 1 : 0;
    from.left_at = std::chrono::steady_clock::now();
    --size_;
}

bool ChatHub::may_say(const std::string& address) {
    return known(address).says.take(std::chrono::steady_clock::now());
}

bool ChatHub::may_go_on(const std::string& address) {
    return known(address).goes_on.take(std::chrono::steady_clock::now());
}

bool ChatHub::may_send(const std::string& address, std::size_t bytes) {
    return known(address).photo_bytes.take(
        std::chrono::steady_clock::now(), static_cast<double>(bytes)
    );
}

ChatHub::Address& ChatHub::known(const std::string& address) {
    const Allowance says(limits_.says_a_minute, limits_.says_a_minute / 60);
    const Allowance photo_bytes(limits_.photo_bytes_an_hour, limits_.photo_bytes_an_hour / 3600);
    const Allowance goes_on(limits_.goes_on_an_hour, limits_.goes_on_an_hour / 3600);
    const Address fresh{.says = says, .photo_bytes = photo_bytes, .goes_on = goes_on};
    return addresses_.try_emplace(address, fresh).first->second;
}

void ChatHub::forget_the_gone() {
    const auto now = std::chrono::steady_clock::now();
    if (now - forgot_at_ < kForgetEvery)
        return;
    forgot_at_ = now;
    std::erase_if(addresses_, [&](const auto& entry) {
        return entry.second.open == 0 && now - entry.second.left_at > kRemembered;
    });
}

void ChatHub::listen(const desk::TalkOf& talk, ChatListener& listener) {
    listeners_.emplace(name_of(talk), &listener);
}

void ChatHub::stop_listening(const desk::TalkOf& talk, ChatListener& listener) {
    const auto [begin, end] = listeners_.equal_range(name_of(talk));
    for (auto each = begin; each != end; ++each)
        if (each->second == &listener) {
            listeners_.erase(each);
            return;
        }
}

void ChatHub::tell(const std::vector<desk::ChatLine>& lines) {
    for (const auto& line : lines) {
        const auto [begin, end] = listeners_.equal_range(name_of(line.talk));
        for (auto each = begin; each != end; ++each)
            each->second->hear(line);
    }
}

}  // namespace huiying::intake
