#include "bot/channel/send_quota.hpp"

#include <array>
#include <charconv>
#include <optional>

namespace huiying::channel {
namespace {

/// Of a setting; "0": no bound.
std::optional<int> bound_in(const model::ChannelAccount& account, const char* key, int preset) {
    const auto words = account.setting(key);
    if (words.empty())
        return preset;
    int bound = 0;
    const auto* const end = words.data() + words.size();
    const auto [stop, errc] = std::from_chars(words.data(), end, bound);
    const bool is_number = errc == std::errc() && stop == end && bound >= 0;
    return is_number ? std::optional(bound) : std::nullopt;
}

struct QuotaRow {
    const char* key;
    int preset;
    int SendQuota::*bound;
};

constexpr std::array kQuotaRows{
    QuotaRow{"quota_to_one_a_day", 5, &SendQuota::to_one_a_day},
    QuotaRow{"quota_a_day", 1'000, &SendQuota::a_day},
    QuotaRow{"quota_a_month", 20'000, &SendQuota::a_month},
};

}  // namespace

std::variant<SendQuota, AccountProblem> quota_of(const model::ChannelAccount& account) {
    SendQuota quota;
    for (const auto& row : kQuotaRows) {
        const auto bound = bound_in(account, row.key, row.preset);
        if (!bound)
            return AccountProblem{row.key, "短信的上限须为不小于 0 的整数，0 表示不限"};
        quota.*row.bound = *bound;
    }
    return quota;
}

}  // namespace huiying::channel
