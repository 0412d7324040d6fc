#include "bot/channel/token_cache.hpp"

#include "fixture.hpp"

#include <atomic>
#include <thread>

namespace huiying::channel {
namespace {

Token good(const std::string& value, std::chrono::seconds lifetime = std::chrono::seconds(7200)) {
    Token token;
    token.value = value;
    token.lifetime = lifetime;
    return token;
}

Token refused(model::SendClass result) {
    Token token;
    token.failure.result = result;
    return token;
}

}  // namespace

TEST_CASE("eight threads that ask at once cause one fetch", "[channel]") {
    TokenCache cache;
    std::atomic<int> fetches{0};
    std::atomic<int> right{0};
    const auto fetch = [&](Renew) {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        return good("T" + std::to_string(++fetches));
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] { right += cache.get("k", kNow, fetch).value == "T1" ? 1 : 0; }
            );
    }
    CHECK(fetches == 1);
    CHECK(right == 8);
    right = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                right += cache.replace("k", "T1", kNow, fetch).value == "T2" ? 1 : 0;
            });
    }
    CHECK(fetches == 2);
    CHECK(right == 8);
}

TEST_CASE("what a token failed with is told by its own key", "[channel]") {
    TokenCache cache;
    auto account = wechat_account("plain");
    const auto before = opened(account)->token_key();
    account.secrets["app_secret"] = "the right one";
    const auto now = opened(account)->token_key();
    REQUIRE(before != now);
    CHECK(cache.failure_of(before).empty());
    cache.get(before, kNow, [](Renew) {
        auto token = refused(model::SendClass::config);
        token.failure.detail = "40125 invalid appsecret";
        return token;
    });
    CHECK(cache.failure_of(before) == "40125 invalid appsecret");
    CHECK(cache.failure_of(now).empty());
    cache.get(now, kNow, [](Renew) { return good("T"); });
    CHECK(cache.failure_of(now).empty());
    CHECK(cache.failure_of("").empty());
}

TEST_CASE("every platform with tokens says whose it uses, by its secret", "[channel]") {
    const auto key_of = [](const std::string& platform, const std::string& secret) {
        model::ChannelAccount account{platform, "town", {}, {}, true};
        account.settings = {
            {"mode", "plain"},
            {"corp_id", "ww1"},
            {"open_kfid", "wk1"},
            {"agent_id", "1000002"},
            {"app_id", "cli_1"},
            {"app_key", "ding1"},
            {"robot_code", "ding1"}};
        account.secrets = {
            {"token", kToken},
            {"aes_key", kAesKey},
            {"encrypt_key", "k"},
            {"verification_token", "v"},
            {"app_secret", secret}};
        return opened(account)->token_key();
    };
    for (const std::string platform : {"wecom", "wecom_kf", "feishu", "dingtalk"}) {
        INFO(platform);
        CHECK(key_of(platform, "one").starts_with(platform + "|"));
        CHECK(key_of(platform, "one") != key_of(platform, "another"));
    }
    CHECK(opened(webhook_account())->token_key().empty());
}

TEST_CASE("a token is used until shortly before it ends", "[channel]") {
    TokenCache cache;
    int fetches = 0;
    const auto fetch = [&](Renew) {
        return good("T", std::chrono::seconds(++fetches > 1 ? 345 : 7200));
    };
    cache.get("k", kNow, fetch);
    cache.get("k", kNow + std::chrono::seconds(6899), fetch);
    CHECK(fetches == 1);
    const auto later = kNow + std::chrono::seconds(6900);
    cache.get("k", later, fetch);
    CHECK(fetches == 2);
    // A short-lived one keeps four fifths of its life.
    cache.get("k", later + std::chrono::seconds(275), fetch);
    CHECK(fetches == 2);
    cache.get("k", later + std::chrono::seconds(276), fetch);
    CHECK(fetches == 3);
}

TEST_CASE("accounts do not share tokens", "[channel]") {
    TokenCache cache;
    CHECK(cache.get("a", kNow, [](Renew) { return good("A"); }).value == "A");
    CHECK(cache.get("b", kNow, [](Renew) { return good("B"); }).value == "B");
}

TEST_CASE("a late complaint about an old token does not cost a fetch", "[channel]") {
    TokenCache cache;
    int fetches = 0;
    const auto fetch = [&](Renew) { return good("T" + std::to_string(++fetches)); };
    cache.get("k", kNow, fetch);
    CHECK(cache.replace("k", "T1", kNow, fetch).value == "T2");
    CHECK(cache.replace("k", "T1", kNow, fetch).value == "T2");
    CHECK(fetches == 2);
}

TEST_CASE(
    "renewal is forced only when the platform repeats the dead token, and not often", "[channel]"
) {
    TokenCache cache;
    std::vector<Renew> asked;
    const auto fetch = [&](Renew renew) {
        asked.push_back(renew);
        return good("T1");
    };
    cache.get("k", kNow, fetch);
    CHECK(cache.replace("k", "T1", kNow, fetch).value == "T1");
    CHECK(asked == std::vector<Renew>{Renew::if_needed, Renew::if_needed, Renew::always});
    const auto again = cache.replace("k", "T1", kNow + std::chrono::seconds(29), fetch);
    CHECK(again.value.empty());
    CHECK(again.failure.result == model::SendClass::retry);
    CHECK(asked.size() == 4);
    cache.replace("k", "T1", kNow + std::chrono::seconds(30), fetch);
    CHECK(asked.size() == 6);
}

TEST_CASE("a passing failure is asked again, one of the account is not", "[channel]") {
    TokenCache cache;
    int fetches = 0;
    const auto busy = [&](Renew) { return ++fetches, refused(model::SendClass::retry); };
    cache.get("k", kNow, busy);
    cache.get("k", kNow, busy);
    CHECK(fetches == 2);
    const auto wrong = [&](Renew) { return ++fetches, refused(model::SendClass::config); };
    cache.get("k", kNow, wrong);
    CHECK(cache.get("k", kNow, wrong).failure.result == model::SendClass::config);
    CHECK(cache.replace("k", "T", kNow, wrong).failure.result == model::SendClass::config);
    CHECK(fetches == 3);
}

TEST_CASE("a fetch that throws is a failure and frees those who wait", "[channel]") {
    TokenCache cache;
    const auto broken = [](Renew) -> Token { throw std::runtime_error("no memory"); };
    CHECK(cache.get("k", kNow, broken).failure.result == model::SendClass::retry);
    CHECK(cache.get("k", kNow, [](Renew) { return good("T"); }).value == "T");
}

}  // namespace huiying::channel
