#include "bot/channel/webhook_scheme.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/github_event.hpp"
#include "bot/channel/slack_event.hpp"
#include "bot/channel/telegram_update.hpp"
#include "bot/channel/token_cache.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

model::ChannelAccount scheme_account(const std::string& scheme) {
    model::ChannelAccount account{"webhook", "others", {}, {}, true};
    account.settings = {{"scheme", scheme}, {"api_base", "http://api.test"}};
    account.secrets = {{"secret", "s3cret"}, {"previous_secret", "0ld"}, {"api_token", "t0ken"}};
    return account;
}

Post telegram_post(const std::string& body, const std::string& secret = "s3cret") {
    Post post;
    post.body = body;
    post.fields = {{"X-Telegram-Bot-Api-Secret-Token", secret}};
    return post;
}

const std::string kUpdate =
    R"({"update_id":7,"message":{"message_id":77,"date":1763859998,"chat":{"id":5550001111,"type":"private"},)"
    R"("from":{"id":5550001111,"is_bot":false,"first_name":"王","last_name":"女士"},"text":"路灯坏了"}})";

model::SendOutcome sent(
    const std::string& scheme, const TransportAnswer& answer, ScriptedTransport*& used
) {
    static std::unique_ptr<ScriptedTransport> transport;
    transport = std::make_unique<ScriptedTransport>(std::deque<TransportAnswer>{answer});
    used = transport.get();
    TokenCache tokens;
    model::OutboundMessage message;
    message.recipient = "U1";
    message.way_back = "town/board/issues/5";
    message.text = "已修好 @all <!channel>。";
    return opened(scheme_account(scheme))->send(message, {*transport, tokens, kNow});
}

}  // namespace

TEST_CASE(
    "a Telegram update is taken in with ids of any size and answered on its connection", "[channel]"
) {
    const auto channel = opened(scheme_account("telegram"));
    Post post = telegram_post(kUpdate);
    const auto received = channel->receive(post.request(), kNow);
    REQUIRE(std::holds_alternative<Message>(received));
    const auto& message = std::get<Message>(received);
    CHECK(message.inbound.sender == "5550001111");
    CHECK(message.inbound.sender_name == "王 女士");
    CHECK(message.inbound.text == "路灯坏了");
    CHECK(message.inbound.delivery_key == "webhook|others|5550001111|7");
    CHECK(message.inbound.received_at == kNow - std::chrono::seconds(2));
    CHECK(message.passive == Passive::yes);
    const auto answer = json::parse(channel->accepted(message, {"n", "c", "已收到"}).body);
    CHECK(answer["method"] == "sendMessage");
    CHECK(answer["chat_id"] == "5550001111");
    CHECK(answer["text"] == "已收到");
}

TEST_CASE("Telegram's secret must be the account's, or the one before it", "[channel]") {
    const auto channel = opened(scheme_account("telegram"));
    const auto word = [&](Post post) {
        const auto received = channel->receive(post.request(), kNow);
        const auto* const refused = std::get_if<Refused>(&received);
        return refused == nullptr ? std::string() : refused->word;
    };
    CHECK(word(telegram_post(kUpdate)).empty());
    CHECK(word(telegram_post(kUpdate, "0ld")).empty());
    CHECK(word(telegram_post(kUpdate, "s3cre")) == "bad_token");
    CHECK(word(telegram_post(kUpdate, "")) == "missing_parameter");
    Post twice = telegram_post(kUpdate);
    twice.fields.push_back(twice.fields.front());
    CHECK(word(twice) == "duplicate_parameter");
}

TEST_CASE("what Telegram brings besides text has words and files", "[channel]") {
    const auto update = read_telegram_update(
        R"({"update_id":1,"message":{"message_id":1,"chat":{"id":-5,"type":"group"},"from":{"id":9},)"
        R"("photo":[{"file_id":"small"},{"file_id":"large"}],"caption":"这里"}})"
    );
    REQUIRE(update.has_value());
    CHECK(words_of(*update) == "[图片]\n这里");
    CHECK(update->file_ids == std::vector<std::string>{"large"});
    CHECK(update->chat_id == "-5");
    const auto place = read_telegram_update(
        R"({"update_id":1,"message":{"message_id":1,"chat":{"id":5},"from":{"id":9},)"
        R"("location":{"latitude":31.5,"longitude":121.25}}})"
    );
    CHECK(words_of(*place) == "[位置]（纬度 31.5，经度 121.25）");
    CHECK(
        read_telegram_update(
            R"({"update_id":1,"message":{"message_id":1,"chat":{"id":5},"from":{"id":9,"is_bot":true},"text":"x"}})"
        )
            ->user.empty()
    );
    CHECK(read_telegram_update("[]").error() == Fault::bad_json);
    CHECK(read_telegram_update("{}").error() == Fault::missing_field);
    CHECK(
        read_telegram_update(R"({"update_id":1,"message":{"text":"\u0000"}})").error() ==
        Fault::bad_encoding
    );
}

TEST_CASE("Slack's escapes are read as people see them", "[channel]") {
    CHECK(without_slack_escapes("a &amp; b &lt;c&gt;") == "a & b <c>");
    CHECK(without_slack_escapes("<@U1> 见 <https://a.cn|公告>") == " 见 公告");
    CHECK(without_slack_escapes("<https://a.cn>") == "https://a.cn");
    CHECK(without_slack_escapes("1 < 2") == "1 < 2");
    CHECK(without_slack_escapes("&amp;lt;") == "&lt;");
}

TEST_CASE("a slash command and an event are messages, a bot's words are none", "[channel]") {
    const auto command =
        read_slack_event("command=%2Fx&text=%E8%B7%AF%E7%81%AF+%26amp%3B&user_id=U1&trigger_id=t1");
    REQUIRE(command.has_value());
    CHECK(command->text == "路灯 &");
    CHECK(command->is_alone);
    const auto event = read_slack_event(
        R"({"event_id":"E1","event":{"type":"message","channel_type":"im","user":"U1","text":"x"}})"
    );
    CHECK(event->kind == SlackEvent::Kind::message);
    CHECK(
        read_slack_event(
            R"({"event_id":"E1","event":{"type":"message","bot_id":"B","user":"U1","text":"x"}})"
        )
            ->kind == SlackEvent::Kind::other
    );
    CHECK(
        read_slack_event(R"({"event":{"type":"message","user":"U1","text":"x"}})").error() ==
        Fault::missing_field
    );
    CHECK(read_slack_event("{").error() == Fault::bad_json);
}

TEST_CASE("only what a person wrote anew on GitHub is a message", "[channel]") {
    const std::string common =
        R"("issue":{"number":5,"id":9,"title":"标题","body":"正文","user":{"id":3,"login":"wang"}},"repository":{"full_name":"a/b"})";
    const auto issue = read_github_event(R"({"action":"opened",)" + common + "}");
    REQUIRE(issue.has_value());
    CHECK(issue->item == "issue-9");
    CHECK(issue->title == "标题");
    CHECK(issue->text == "正文");
    CHECK(read_github_event(R"({"action":"closed",)" + common + "}")->item.empty());
    CHECK(read_github_event("payload=%7B%22action%22%3A%22opened%22%7D")->item.empty());
    CHECK(
        read_github_event(R"({"action":"opened","issue":{"id":1}})").error() == Fault::missing_field
    );
    CHECK(read_github_event("Hello, World!").error() == Fault::bad_json);
}

TEST_CASE(
    "an authentic body that nobody can read is kept, and the sender hears that all is well",
    "[channel]"
) {
    Post post;
    post.body = "Hello, World!";
    auto account = scheme_account("github");
    account.secrets["secret"] = "It's a Secret to Everybody";
    post.fields = {
        {"X-Hub-Signature-256",
         "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}};
    const auto received = opened(account)->receive(post.request(), kNow);
    REQUIRE(std::holds_alternative<Unreadable>(received));
    CHECK(std::get<Unreadable>(received).answer.status == 200);
    // The weaker digest is no fallback.
    post.fields = {{"X-Hub-Signature", "sha1=0000000000000000000000000000000000000000"}};
    const auto weaker = opened(account)->receive(post.request(), kNow);
    CHECK(std::get<Refused>(weaker).word == "missing_parameter");
}

TEST_CASE("what the platforms answer decides by their own words", "[channel]") {
    ScriptedTransport* used = nullptr;
    const auto [scheme, answer, wanted] = GENERATE(table<std::string, TransportAnswer, SendClass>({
        {"telegram", answered(R"({"ok":true})"), SendClass::ok},
        {"telegram", answered(R"({"ok":false,"error_code":429})", 429), SendClass::retry},
        {"telegram", answered(R"({"ok":false,"error_code":403})", 403), SendClass::permanent},
        {"telegram", answered(R"({"ok":false,"error_code":401})", 401), SendClass::config},
        {"telegram", answered("<html>", 502), SendClass::retry},
        {"slack", answered(R"({"ok":true})"), SendClass::ok},
        {"slack", answered(R"({"ok":false,"error":"invalid_auth"})"), SendClass::config},
        {"slack", answered(R"({"ok":false,"error":"channel_not_found"})"), SendClass::permanent},
        {"slack", answered(R"({"ok":false,"error":"ratelimited"})", 429), SendClass::retry},
        {"slack", answered("no json"), SendClass::retry},
        {"github", answered(R"({"id":1})", 201), SendClass::ok},
        {"github", answered(R"({"message":"API rate limit exceeded"})", 403), SendClass::retry},
        {"github", answered(R"({"message":"Bad credentials"})", 401), SendClass::config},
        {"github", answered(R"({"message":"Not Found"})", 404), SendClass::permanent},
        {"slack", {Reach::unknown, 0, ""}, SendClass::unknown},
        {"slack", {Reach::not_sent, 0, ""}, SendClass::retry},
    }));
    CAPTURE(scheme, answer.body);
    CHECK(sent(scheme, answer, used).result == wanted);
}

TEST_CASE("a citizen's words quoted in a reply call nobody", "[channel]") {
    ScriptedTransport* used = nullptr;
    sent("slack", answered(R"({"ok":true})"), used);
    CHECK(json::parse(used->requests.at(0).body)["text"] == "已修好 @all &lt;!channel&gt;。");
    sent("github", answered("{}", 201), used);
    CHECK(used->requests.at(0).url == "http://api.test/repos/town/board/issues/5/comments");
    CHECK(
        json::parse(used->requests.at(0).body)["body"] ==
        "已修好 @\u200Ball <!channel>。\n\n<!-- huiying -->"
    );
}

TEST_CASE("our own comment that GitHub brings back is no message, a quoted one is", "[channel]") {
    const auto item_of = [](const std::string& text) {
        const json comment{{"id", 8}, {"body", text}, {"user", {{"id", 3}, {"type", "User"}}}};
        const json event{
            {"action", "created"},
            {"issue", {{"number", 5}}},
            {"repository", {{"full_name", "a/b"}}},
            {"comment", comment}};
        const auto read = read_github_event(event.dump());
        REQUIRE(read.has_value());
        return read->item;
    };
    ScriptedTransport* used = nullptr;
    sent("github", answered("{}", 201), used);
    const auto ours = json::parse(used->requests.at(0).body)["body"].get<std::string>();
    CHECK(item_of(ours).empty());
    CHECK(item_of(ours + "\r\n").empty());
    CHECK(item_of("> 已修好。\n> \n> <!-- huiying -->") == "comment-8");
    CHECK(item_of("> 已修好。\n> <!-- huiying -->\n\n还是不亮") == "comment-8");
    CHECK(item_of(ours + "\n还是不亮") == "comment-8");
    CHECK(item_of("还是不亮 <!-- huiying -->") == "comment-8");
    CHECK(item_of("还是不亮") == "comment-8");
}

TEST_CASE("only a platform that knows our keys is sent to again without an answer", "[channel]") {
    CHECK(idempotent_send_of(webhook_account()) == IdempotentSend::yes);
    CHECK(idempotent_send_of(scheme_account("slack")) == IdempotentSend::no);
}

TEST_CASE("a generated secret can be any scheme's", "[channel]") {
    auto account = scheme_account("telegram");
    account.secrets["secret"] = generate_webhook_secret();
    CHECK(std::holds_alternative<std::unique_ptr<Channel>>(open_channel(account)));
    CHECK(generate_webhook_secret().find_first_of("+/=") == std::string::npos);
    account.settings["scheme"] = "slack";
    CHECK(std::get<AccountProblem>(open_channel(account)).field == "secret");
    account.settings["scheme"] = "gitlab";
    CHECK(std::get<AccountProblem>(open_channel(account)).field == "scheme");
}

}  // namespace huiying::channel
