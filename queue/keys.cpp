#include "queue/keys.hpp"

#include "board/model/inbound_message.hpp"

namespace huiying::queue {
namespace {

constexpr std::uint64_t kFnvOffset = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;

std::uint64_t fnv(std::uint64_t state, std::string_view bytes) {
    for (const char byte : bytes)
        state = (state ^ static_cast<unsigned char>(byte)) * kFnvPrime;
    // A separator that no text holds, so that ("ab","c") and ("a","bc") differ.
    return (state ^ 0xffU) * kFnvPrime;
}

std::uint64_t mix(std::uint64_t value) {
    value ^= value >> 33U;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33U;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33U);
}

}  // namespace

Keys::Keys(std::string prefix, int partitions) : prefix_(std::move(prefix)) {
    for (int partition = 0; partition < partitions; ++partition)
        inbound_.push_back(tagged(partition, "inbound"));
}

std::string Keys::tagged(int partition, std::string_view what) const {
    return "{" + prefix_ + ":" + std::to_string(partition) + "}:" + std::string(what);
}

const std::string& Keys::inbound(int partition) const {
    return inbound_.at(static_cast<std::size_t>(partition));
}

std::string Keys::lease(int partition) const {
    return tagged(partition, "lease");
}

std::string Keys::fence(int partition) const {
    return tagged(partition, "fence");
}

std::string Keys::remembered(std::string_view name) const {
    return prefix_ + ":remembered:" + std::string(name);
}

std::string Keys::rate(std::string_view limit, std::string_view subject) const {
    return prefix_ + ":rate:" + std::string(limit) + ":" + std::string(subject);
}

std::string Keys::due(std::string_view name) const {
    return "{" + prefix_ + ":due:" + std::string(name) + "}:due";
}

std::string Keys::leased(std::string_view name) const {
    return "{" + prefix_ + ":due:" + std::string(name) + "}:leased";
}

std::uint64_t ordering_hash(
    std::string_view channel,
    std::string_view account,
    std::string_view sender,
    std::string_view discriminator
) {
    std::uint64_t state = fnv(fnv(kFnvOffset, channel), account);
    state = sender.empty() ? fnv(fnv(state, "anonymous"), discriminator) : fnv(state, sender);
    return mix(state);
}

std::uint64_t ordering_hash(const model::InboundMessage& message) {
    if (message.proved_by_code)
        return ordering_hash("proved", "", message.number, "");
    return ordering_hash(message.channel, message.account, message.sender, message.delivery_key);
}

int partition_of(std::uint64_t ordering_hash, int partitions) {
    return static_cast<int>(ordering_hash % static_cast<std::uint64_t>(partitions));
}

}  // namespace huiying::queue
