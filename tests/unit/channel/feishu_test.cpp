#include "bot/channel/feishu.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/feishu_envelope.hpp"
#include "bot/channel/feishu_payload.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using nlohmann::json;

const std::string kKey = "an encrypt key of the tests";
const std::string kVerification = "verification-token-1";

model::ChannelAccount feishu_account(const std::string& mode = "safe") {
    model::ChannelAccount account{"feishu", "town", {}, {}, true};
    account.settings = {{"mode", mode}, {"app_id", "cli_1"}, {"api_base", "http://feishu.test"}};
    account.secrets = {{"app_secret", "s"}, {"verification_token", kVerification}};
    if (mode == "safe")
        account.secrets["encrypt_key"] = kKey;
    return account;
}

json message_event(const std::string& type, const json& content) {
    const std::string at = std::to_string((kNowSeconds - 2) * 1000);
    return {
        {"schema", "2.0"},
        {"header",
         {{"event_id", "e1"},
          {"event_type", "im.message.receive_v1"},
          {"token", kVerification},
          {"app_id", "cli_1"}}},
        {"event",
         {{"sender", {{"sender_id", {{"open_id", "ou_1"}}}, {"sender_type", "user"}}},
          {"message",
           {{"message_id", "om_1"},
            {"create_time", at},
            {"chat_id", "oc_1"},
            {"chat_type", "p2p"},
            {"message_type", type},
            {"content", content.dump()}}}}}};
}

json text_event(const std::string& text) {
    return message_event("text", {{"text", text}});
}

Post post_of(const std::string& inner, std::int64_t seconds = kNowSeconds) {
    const FeishuEnvelope envelope(kKey);
    const std::string timestamp = std::to_string(seconds);
    Post post;
    post.body = json{{"encrypt", envelope.encrypt(inner, "0123456789abcdef")}}.dump();
    post.fields = {
        {"X-Lark-Request-Timestamp", timestamp},
        {"X-Lark-Request-Nonce", "n1"},
        {"X-Lark-Signature", envelope.signature(timestamp, "n1", post.body)}};
    return post;
}

Received received(const model::ChannelAccount& account, Post post) {
    return opened(account)->receive(post.request(), kNow);
}

Received received(const json& event) {
    return received(feishu_account(), post_of(event.dump()));
}

std::string refusal(const Received& received) {
    const auto* const refused = std::get_if<Refused>(&received);
    return refused == nullptr ? "not refused" : refused->word;
}

model::InboundMessage taken(const json& event) {
    const auto got = received(event);
    REQUIRE(std::holds_alternative<Message>(got));
    return std::get<Message>(got).inbound;
}

}  // namespace

TEST_CASE("a signed, encrypted message of Feishu is taken in with its way back", "[channel]") {
    const auto inbound = taken(text_event("路灯不亮"));
    CHECK(inbound.channel == "feishu");
    CHECK(inbound.account == "town");
    CHECK(inbound.sender == "ou_1");
    CHECK(inbound.text == "路灯不亮");
    CHECK(inbound.delivery_key == "feishu|town|ou_1|cli_1|om_1");
    CHECK(inbound.way_back == "om_1");
    CHECK(inbound.received_at == kNow - std::chrono::seconds(2));
    CHECK(inbound.arrived_at == kNow);
    const auto channel = opened(feishu_account());
    const auto answer = channel->accepted({inbound, {}}, {"n", "c", "不在这里说"});
    CHECK(answer.body == "{}");
}

TEST_CASE("what somebody wrote to Feishu's robot in a group is answered alone", "[channel]") {
    auto event = text_event("@_user_1 请 @_user_2 和@_user_12 看看");
    event["event"]["message"]["chat_type"] = "group";
    event["event"]["message"]["mentions"] = {
        {{"key", "@_user_1"}, {"name", "政务助手"}},
        {{"key", "@_user_12"}, {"name", "王工"}},
        {{"key", "@_user_2"}, {"name", "李工"}}};
    const auto inbound = taken(event);
    CHECK(inbound.text == "请 @李工 和@王工 看看");
    CHECK(inbound.way_back.empty());
}

TEST_CASE("what Feishu's messages bring becomes words and addresses", "[channel]") {
    const auto place = taken(message_event(
        "location", {{"name", "市民中心"}, {"longitude", "112.9"}, {"latitude", "28.2"}}
    ));
    CHECK(place.text == "[位置]市民中心（纬度 28.2，经度 112.9）");
    CHECK(place.place == "市民中心");
    const auto picture = taken(message_event("image", {{"image_key", "img_1"}}));
    CHECK(picture.text == "[图片]");
    REQUIRE(picture.attachments.size() == 1);
    CHECK(picture.attachments[0].url == "feishu-media:om_1/img_1");
    const auto file =
        taken(message_event("file", {{"file_key", "f_1"}, {"file_name", "诉求.docx"}}));
    CHECK(file.text == "[文件]诉求.docx");
    CHECK(file.attachments.at(0).name == "诉求.docx");
    const json lines = {
        {{{"tag", "text"}, {"text", "位置："}}, {{"tag", "a"}, {"text", "人民路"}}},
        {{{"tag", "img"}, {"image_key", "img_2"}}},
        {{{"tag", "at"}, {"user_id", "ou_9"}, {"user_name", "王工"}}}};
    const auto post = taken(message_event("post", {{"title", "路面塌陷"}, {"content", lines}}));
    CHECK(post.text == "路面塌陷\n位置：人民路\n@王工");
    CHECK(post.attachments.at(0).url == "feishu-media:om_1/img_2");
}

TEST_CASE("Feishu's address check is answered as JSON, and only for the right token", "[channel]") {
    const std::string challenge = "a\"}\\ \n<x>";
    json check{{"challenge", challenge}, {"token", kVerification}, {"type", "url_verification"}};
    Post post = post_of(check.dump());
    post.fields.clear();  // it comes unsigned
    const auto got = received(feishu_account(), post);
    REQUIRE(std::holds_alternative<Handshake>(got));
    CHECK(json::parse(std::get<Handshake>(got).answer.body) == json{{"challenge", challenge}});
    check["token"] = "another";
    Post wrong = post_of(check.dump());
    wrong.fields.clear();
    CHECK(refusal(received(feishu_account(), wrong)) == "bad_token");
}

TEST_CASE("an unsigned event of Feishu is refused, also with one of three headers", "[channel]") {
    for (const std::size_t kept : {0, 1, 2}) {
        Post post = post_of(text_event("x").dump());
        post.fields.resize(kept);
        CHECK(refusal(received(feishu_account(), post)) == "missing_parameter");
    }
    Post twice = post_of(text_event("x").dump());
    twice.fields.push_back(twice.fields.back());
    CHECK(refusal(received(feishu_account(), twice)) == "duplicate_parameter");
    Post large = post_of(text_event(std::string(8000, 'x')).dump());
    large.fields.clear();
    CHECK(refusal(received(feishu_account(), large)) == "missing_parameter");
}

TEST_CASE("Feishu's signature is over the bytes as they came, within an hour", "[channel]") {
    Post spaced = post_of(text_event("x").dump());
    spaced.body.insert(1, " ");
    CHECK(refusal(received(feishu_account(), spaced)) == "bad_signature");
    CHECK(
        refusal(received(feishu_account(), post_of("{}", kNowSeconds - 301))) == "stale_timestamp"
    );
    auto account = feishu_account();
    static_cast<void>(complete_account(feishu_row(), account));
    CHECK(refusal(received(account, post_of("{}", kNowSeconds - 3601))) == "stale_timestamp");
    CHECK(refusal(received(account, post_of("{}", kNowSeconds + 3601))) == "future_timestamp");
    CHECK(refusal(received(account, post_of("{}", kNowSeconds - 3599))) == "bad_token");
}

TEST_CASE("plain text is refused where Feishu's account has a key", "[channel]") {
    Post post;
    post.body = text_event("x").dump();
    CHECK(refusal(received(feishu_account("safe"), post)) == "plaintext_not_allowed");
    const auto got = received(feishu_account("plain"), post);
    REQUIRE(std::holds_alternative<Message>(got));
    // Nothing vouches for the time in it.
    CHECK(std::get<Message>(got).inbound.received_at == kNow);
}

TEST_CASE("an event for another application of Feishu is refused", "[channel]") {
    auto event = text_event("x");
    event["header"]["app_id"] = "cli_2";
    CHECK(refusal(received(event)) == "bad_app_id");
}

TEST_CASE("what is authentic and unreadable from Feishu is kept", "[channel]") {
    const auto word_of_kept = [](const Received& got) {
        const auto* const kept = std::get_if<Unreadable>(&got);
        return kept == nullptr ? std::string("not kept") : kept->word;
    };
    CHECK(word_of_kept(received(feishu_account(), post_of("{\"schema\":"))) == "bad_json");
    CHECK(word_of_kept(received(message_event("hologram", {{"x", 1}}))) == "unknown_type");
    auto broken = text_event("x");
    broken["event"]["message"]["content"] = "no JSON";
    CHECK(word_of_kept(received(broken)) == "bad_json");
    broken["event"]["message"]["content"] = R"({"text":"a\u0000b"})";
    CHECK(word_of_kept(received(broken)) == "bad_encoding");
    auto nameless = text_event("x");
    nameless["event"]["sender"].erase("sender_id");
    CHECK(word_of_kept(received(nameless)) == "missing_field");
}

TEST_CASE("robots, other events and stickers of Feishu make no message", "[channel]") {
    auto robot = text_event("x");
    robot["event"]["sender"]["sender_type"] = "app";
    CHECK(std::holds_alternative<Ignored>(received(robot)));
    auto read = text_event("x");
    read["header"]["event_type"] = "im.message.message_read_v1";
    CHECK(std::holds_alternative<Ignored>(received(read)));
    CHECK(std::holds_alternative<Ignored>(received(message_event("sticker", {{"file_key", "k"}}))));
    CHECK(std::holds_alternative<Ignored>(received(text_event(" @_user_1 "))) == false);
    CHECK(std::holds_alternative<Ignored>(received(text_event("  "))));
}

TEST_CASE("a dead letter of Feishu is read again as it was", "[channel]") {
    const auto channel = opened(feishu_account());
    const auto again = channel->reread(text_event("路灯").dump(), kNow);
    REQUIRE(std::holds_alternative<Message>(again));
    CHECK(std::get<Message>(again).inbound.text == "路灯");
    CHECK(std::holds_alternative<Unreadable>(channel->reread("{", kNow)));
}

TEST_CASE("JSON deeper than anybody needs is refused", "[channel]") {
    Post post;
    post.body = "{\"encrypt\":" + std::string(100'000, '[') + "}";
    CHECK(refusal(received(feishu_account(), post)) == "bad_json");
}

TEST_CASE("a Feishu account lacks nothing that the platform gives", "[channel]") {
    const auto problem = [](model::ChannelAccount account) {
        const auto made = open_channel(account);
        const auto* const found = std::get_if<AccountProblem>(&made);
        return found == nullptr ? std::string() : found->field;
    };
    CHECK(problem(feishu_account()).empty());
    for (const auto* const key : {"app_secret", "verification_token", "encrypt_key"}) {
        auto account = feishu_account();
        account.secrets.erase(key);
        CHECK(problem(account) == key);
    }
    auto account = feishu_account();
    account.settings["mode"] = "loud";
    CHECK(problem(account) == "mode");
}

}  // namespace huiying::channel
