#include "bot/channel/dingtalk_events.hpp"

#include "bot/channel/dingtalk.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using nlohmann::json;

model::ChannelAccount event_account() {
    model::ChannelAccount account{"dingtalk", "robot", {}, {}, true};
    account.settings = {{"app_key", "ding1"}, {"max_skew_s", "3600"}};
    account.secrets = {{"app_secret", "s"}, {"event_token", kToken}, {"event_aes_key", kAesKey}};
    return account;
}

struct Names {
    std::string signature = "msg_signature";
    std::string timestamp = "timestamp";
    std::string more = "";
};

Post event_post(const std::string& event, const Names& names, const std::string& owner = "ding1") {
    const auto encrypted = CallbackCipher::from(kAesKey, owner)->encrypt(event, "0123456789abcdef");
    const auto timestamp = std::to_string(kNowSeconds) + "123";
    Post post;
    post.query = names.signature + "=" + callback_signature(kToken, timestamp, "n1", encrypted) +
                 "&" + names.timestamp + "=" + timestamp + "&nonce=n1" + names.more;
    post.body = json{{"encrypt", encrypted}}.dump();
    return post;
}

Received received(Post post) {
    return opened(event_account())->receive(post.request(), kNow);
}

}  // namespace

TEST_CASE("an event of DingTalk is heard under both spellings and answered sealed", "[channel]") {
    const auto names = GENERATE(Names{}, Names{"signature", "timeStamp"});
    const auto got = received(event_post(R"({"EventType":"check_url"})", names));
    REQUIRE(std::holds_alternative<Ignored>(got));
    CHECK(std::get<Ignored>(got).word == "check_url");
    const auto answer = json::parse(std::get<Ignored>(got).answer.body);
    const auto encrypted = answer["encrypt"].get<std::string>();
    CHECK(*CallbackCipher::from(kAesKey, "ding1")->decrypt(encrypted) == "success");
    CHECK(
        answer["msg_signature"] == callback_signature(
                                       kToken,
                                       answer["timeStamp"].get<std::string>(),
                                       answer["nonce"].get<std::string>(),
                                       encrypted
                                   )
    );
}

TEST_CASE("an event that is not DingTalk's, or not for us, is refused", "[channel]") {
    const auto word = [](const Received& got) { return std::get<Refused>(got).word; };
    CHECK(word(received(event_post("{}", {}, "ding2"))) == "bad_receive_id");
    CHECK(
        word(received(event_post("{}", {"msg_signature", "timestamp", "&signature=x"}))) ==
        "duplicate_parameter"
    );
    auto plain = event_post("{}", {});
    plain.body = R"({"EventType":"check_url"})";
    CHECK(word(received(plain)) == "plaintext_not_allowed");
    auto other = event_post("{}", {});
    other.query[20] = other.query[20] == '0' ? '1' : '0';
    CHECK(word(received(other)) == "bad_signature");
}

TEST_CASE("an account without an event key takes no events", "[channel]") {
    auto account = event_account();
    account.secrets.erase("event_token");
    account.secrets.erase("event_aes_key");
    Post post = event_post("{}", {});
    CHECK(std::holds_alternative<Refused>(opened(account)->receive(post.request(), kNow)));
    account.secrets["event_aes_key"] = "short";
    CHECK(std::get<AccountProblem>(open_channel(account)).field == "event_aes_key");
}

}  // namespace huiying::channel
