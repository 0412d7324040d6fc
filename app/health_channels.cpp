#include "app/health.hpp"
#include "board/store/database.hpp"
#include "board/store/health_repository.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/open_channels.hpp"
#include "bot/channel/token_cache.hpp"

#include <algorithm>
#include <map>

namespace huiying::app {
namespace {

using store::AccountTraffic;
using web::HealthItem;
using web::HealthLevel;

/// An error that a later letter has not made good counts for this long.
constexpr std::chrono::hours kErrorCounts{24};

std::vector<AccountTraffic> traffic_in(store::Database& database) {
    try {
        return database.read([](store::Connection& connection) {
            return store::HealthRepository(connection).traffic();
        });
    } catch (const std::exception&) {
        return {};
    }
}

/// Of the account as it is now: what an earlier secret failed with says nothing about it.
std::string token_failure(const channel::TokenCache* tokens, const channel::Channel* opened) {
    return tokens && opened ? tokens->failure_of(opened->token_key()) : std::string();
}

std::string ago(const std::optional<model::Instant>& at, model::Instant now) {
    if (!at)
        return "没有";
    return time_words(std::chrono::duration_cast<std::chrono::milliseconds>(now - *at)) + "前";
}

std::string title_of(const model::ChannelAccount& account) {
    const auto* const row = channel::find_channel(account.channel);
    return (row ? std::string(row->title) : account.channel) + " / " + account.name;
}

HealthItem account_item(
    const model::ChannelAccount& account, const AccountTraffic& seen, model::Instant now
) {
    HealthItem item{
        "channel/" + account.channel + "/" + account.name,
        "channels",
        title_of(account),
        HealthLevel::fine,
        "最近收到：" + ago(seen.received_at, now) + "；最近发出：" + ago(seen.sent_at, now),
        {}};
    const bool counts = seen.failed_at && now - *seen.failed_at < kErrorCounts &&
                        (!seen.sent_at || *seen.sent_at < *seen.failed_at);
    if (counts) {
        item.level = HealthLevel::warning;
        item.says += "；" + ago(seen.failed_at, now) + "出错：" + seen.error;
        item.advice = "请按错误里的说明检查渠道的设置；改好后到“发送确认”再发。";
    }
    return item;
}

}  // namespace

std::vector<HealthItem> channel_health(const Health::Uses& uses, model::Instant now) {
    std::map<std::pair<std::string, std::string>, AccountTraffic> traffic;
    for (auto& seen : traffic_in(uses.gauges.uses().database))
        traffic[{seen.channel, seen.account}] = seen;
    std::vector<HealthItem> items;
    const auto town = uses.town.snapshot();
    items.reserve(town->accounts().size());
    for (const auto& account : town->accounts()) {
        if (!account.active)
            continue;
        auto item = account_item(account, traffic[{account.channel, account.name}], now);
        const auto opened = uses.channels.find(account.channel, account.name);
        const auto failure = token_failure(uses.gauges.uses().tokens, opened.get());
        if (!opened) {
            item.level = HealthLevel::bad;
            item.says = "设置不全，没有启用";
            item.advice = "请到“渠道”打开这个账号，把标红的一项填好再保存。";
        } else if (!failure.empty()) {
            item.level = HealthLevel::bad;
            item.says += "；取不到访问凭证：" + failure;
            item.advice = "请核对应用的编号和密钥，并在平台后台把本服务器的地址加入可信名单。";
        }
        items.push_back(std::move(item));
    }
    return items;
}

}  // namespace huiying::app
