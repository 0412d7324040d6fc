#include "bot/channel/webhook.hpp"

#include "fixture.hpp"

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

namespace huiying::channel {
namespace {

using nlohmann::json;

json good_body() {
    return {{"id", "m-1"}, {"from", {{"id", "u-1"}, {"name", "王"}}}, {"text", "路灯坏了"}};
}

Received receive(
    const std::string& body, const model::ChannelAccount& account = webhook_account()
) {
    const auto channel = opened(account);
    Post post = webhook_post(body);
    return channel->receive(post.request(), kNow);
}

model::InboundMessage taken(
    const json& body, const model::ChannelAccount& account = webhook_account()
) {
    auto received = receive(body.dump(), account);
    REQUIRE(std::holds_alternative<Message>(received));
    return std::get<Message>(received).inbound;
}

/// "reason field" of a refusal.
std::string refusal(const std::string& body) {
    const auto received = receive(body);
    const auto* const refused = std::get_if<Refused>(&received);
    if (refused == nullptr)
        return "accepted";
    return std::string(model::code_of(refused->reason)) + " " + refused->word;
}

std::string refusal_with(const char* field, const json& value) {
    json body = good_body();
    body[field] = value;
    return refusal(body.dump());
}

std::string repeated(const std::string& piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
        text += piece;
    return text;
}

}  // namespace

TEST_CASE("a signed body becomes a message with all its fields", "[channel]") {
    json body = good_body();
    body.update(
        {{"subject", "照明"},
         {"kind", "complaint"},
         {"unit", "cj"},
         {"contact", "u@example.org"},
         {"place", "银春路"},
         {"publish", true},
         {"attachments",
          {{{"url", "https://f.test/1.jpg"}, {"type", "image/jpeg"}, {"name", "1.jpg"}}}},
         {"unknown", {{"deep", {1, 2}}}}}
    );
    const auto inbound = taken(body);
    CHECK(inbound.delivery_key == "webhook|hotline|u-1|m-1");
    CHECK(inbound.channel == "webhook");
    CHECK(inbound.account == "hotline");
    CHECK(inbound.sender == "u-1");
    CHECK(inbound.sender_name == "王");
    CHECK(inbound.subject == "照明");
    CHECK(inbound.text == "路灯坏了");
    CHECK(inbound.kind == model::Kind::complaint);
    CHECK(inbound.unit_hint == "cj");
    CHECK(inbound.contact == "u@example.org");
    CHECK(inbound.place == "银春路");
    CHECK(inbound.publish == model::PublishConsent::yes);
    REQUIRE(inbound.attachments.size() == 1);
    CHECK(inbound.attachments[0].url == "https://f.test/1.jpg");
    CHECK(inbound.attachments[0].media_type == "image/jpeg");
    CHECK(inbound.attachments[0].name == "1.jpg");
    CHECK_FALSE(inbound.continues);
}

TEST_CASE("consent to publish is never assumed", "[channel]") {
    CHECK(taken(good_body()).publish == model::PublishConsent::no);
    json body = good_body();
    body["publish"] = nullptr;
    CHECK(taken(body).publish == model::PublishConsent::no);
}

TEST_CASE("each wrong field is named", "[channel]") {
    json body = good_body();
    body.erase("id");
    CHECK(refusal(body.dump()) == "bad_request id");
    body = good_body();
    body.erase("from");
    CHECK(refusal(body.dump()) == "bad_request from.id");
    CHECK(refusal_with("id", 7) == "bad_request id");
    CHECK(refusal_with("id", " ") == "bad_request id");
    CHECK(refusal_with("from", "u-1") == "bad_request from");
    CHECK(refusal_with("from", {{"id", true}}) == "bad_request from.id");
    CHECK(refusal_with("from", {{"id", "u"}, {"name", 1}}) == "bad_request from.name");
    CHECK(refusal_with("text", json::array()) == "bad_request text");
    CHECK(refusal_with("subject", 1) == "bad_request subject");
    CHECK(refusal_with("kind", "rant") == "bad_request kind");
    CHECK(refusal_with("publish", "yes") == "bad_request publish");
    CHECK(refusal_with("sent_at", "yesterday") == "bad_request sent_at");
    CHECK(refusal_with("attachments", {{"url", "x"}}) == "bad_request attachments");
    CHECK(
        refusal_with("attachments", {{{"url", "file:///etc/passwd"}}}) ==
        "bad_request attachments[0].url"
    );
    CHECK(
        refusal_with("attachments", {{{"type", "image/png"}}}) == "bad_request attachments[0].url"
    );
    CHECK(
        refusal_with("attachments", json(7, {{"url", "https://a"}})) == "too_many_files attachments"
    );
    CHECK(
        refusal("{\"id\":\"a\",\"id\":\"b\",\"from\":{\"id\":\"u\"},\"text\":\"x\"}") ==
        "bad_request id"
    );
}

TEST_CASE("a body that is no JSON object is refused", "[channel]") {
    for (const auto& body : {"", "{", "[]", "\"x\"", "null", "{\"id\":1,}", "{} {}"})
        CHECK(refusal(body) == "bad_request body");
    CHECK(refusal(repeated("[", 100) + repeated("]", 100)) == "bad_request body");
    CHECK(refusal("{\"text\":\"\xFF\xFE\"}") == "bad_encoding body");
    CHECK(refusal(std::string("{\"text\":\"a\0b\"}", 14)) == "bad_encoding body");
}

TEST_CASE("a text that cannot be stored is refused", "[channel]") {
    const std::string head = R"({"id":"m","from":{"id":"u"},"text":)";
    CHECK(refusal(head + R"("a\u0000b"})") == "bad_encoding text");
    CHECK(refusal(head + "\"\"}") == "empty_text text");
    CHECK(refusal(head + "\" \\n\\u3000\"}") == "empty_text text");
    CHECK(refusal(head + "null}") == "empty_text text");
    const std::string lone = refusal(head + R"("a\ud800b"})");
    CHECK((lone == "bad_encoding text" || lone == "bad_request body"));
    const std::string low = refusal(head + R"("a\udc00b"})");
    CHECK((low == "bad_encoding text" || low == "bad_request body"));
}

TEST_CASE("ten thousand characters pass, one more does not", "[channel]") {
    json body = good_body();
    for (const auto& character : {"a", "字", "🚧"}) {
        body["text"] = repeated(character, 10'000);
        CHECK(taken(body).text.size() == 10'000 * std::string(character).size());
        body["text"] = repeated(character, 10'001);
        CHECK(refusal(body.dump()) == "text_too_long text");
    }
    CHECK(refusal_with("subject", repeated("题", 201)) == "text_too_long subject");
    CHECK(refusal_with("subject", repeated("题", 200)) == "accepted");
}

TEST_CASE("attachments alone are a message", "[channel]") {
    json body = good_body();
    body["text"] = "";
    body["attachments"] = {{{"url", "https://f.test/1.jpg"}}};
    CHECK(taken(body).text == "[附件]");
}

TEST_CASE("a ticket number or a proof named by the sender is not believed", "[channel]") {
    json body = good_body();
    for (const auto* key : {"ticket", "number"})
        body[key] = "7K3M-9Q2X-RT4B";
    for (const auto* key : {"continues", "proved_by_code", "channel", "account"})
        body[key] = "yes";
    const auto inbound = taken(body);
    CHECK_FALSE(inbound.continues);
    CHECK_FALSE(inbound.proved_by_code);
    CHECK(inbound.channel == "webhook");
    CHECK(inbound.number.empty());
}

TEST_CASE("the sender's time counts only where it is trusted and fresh", "[channel]") {
    auto trusted = webhook_account();
    trusted.settings["trust_sent_at"] = "yes";
    const auto sent = [](std::chrono::seconds ago) {
        json body = good_body();
        body["sent_at"] = model::to_rfc3339(kNow - ago);
        return body;
    };
    const auto an_hour = std::chrono::hours(1);
    const auto a_day = std::chrono::hours(24);
    CHECK(taken(sent(an_hour)).received_at == kNow);
    CHECK(taken(sent(an_hour), trusted).received_at == kNow - an_hour);
    CHECK(taken(sent(an_hour), trusted).arrived_at == kNow);
    CHECK(taken(sent(a_day), trusted).received_at == kNow - a_day);
    CHECK(taken(sent(a_day + std::chrono::seconds(1)), trusted).received_at == kNow);
    CHECK(taken(sent(std::chrono::seconds(-60)), trusted).received_at == kNow);
    CHECK(taken(sent(-an_hour), trusted).received_at == kNow);
    CHECK(taken(good_body(), trusted).received_at == kNow);
}

TEST_CASE("both secrets of a rotation verify, a third does not", "[channel]") {
    const auto channel = opened(webhook_account());
    const std::string body = good_body().dump();
    for (const auto& secret : {kSecret, kOldSecret}) {
        Post post = webhook_post(body, secret);
        CHECK(std::holds_alternative<Message>(channel->receive(post.request(), kNow)));
    }
    Post foreign = webhook_post(body, "whsec_c2VjcmV0LW9mLXRoZS10ZXN0cy0wMDAwMDAwMDAwMDM=");
    CHECK(std::holds_alternative<Refused>(channel->receive(foreign.request(), kNow)));
    auto after = webhook_account();
    after.secrets.erase("previous_secret");
    Post old = webhook_post(body, kOldSecret);
    CHECK(std::holds_alternative<Refused>(opened(after)->receive(old.request(), kNow)));
}

TEST_CASE("a signature given twice as a header is refused", "[channel]") {
    const auto channel = opened(webhook_account());
    Post post = webhook_post(good_body().dump());
    post.fields.push_back(post.fields.back());
    const auto received = channel->receive(post.request(), kNow);
    REQUIRE(std::holds_alternative<Refused>(received));
    CHECK(std::get<Refused>(received).word == "duplicate_parameter");
}

TEST_CASE("an unknown sender learns nothing, a known one learns the field", "[channel]") {
    const auto& row = webhook_row();
    const Answer bad = row.refuse({model::Errc::bad_signature, "bad_signature"});
    CHECK(bad.status == 401);
    for (const auto reason : {model::Errc::stale_timestamp, model::Errc::unknown_account}) {
        const Answer other = row.refuse({reason, "whatever"});
        CHECK(other.status == bad.status);
        CHECK(other.body == bad.body);
    }
    const Answer told = row.refuse({model::Errc::text_too_long, "text"});
    CHECK(told.status == 400);
    const json problem = json::parse(told.body);
    CHECK(problem.at("code") == "text_too_long");
    CHECK(problem.at("field") == "text");
    CHECK(row.refuse({model::Errc::body_too_large, ""}).status == 413);
}

TEST_CASE("an accepted message is answered with number and code", "[channel]") {
    const auto channel = opened(webhook_account());
    const auto answer = channel->accepted({}, {"7K3M-9Q2X-RT4B", "4F7K-9QX2M", ""});
    CHECK(answer.status == 200);
    CHECK(answer.body == R"({"number":"7K3M-9Q2X-RT4B","code":"4F7K-9QX2M"})");
}

TEST_CASE("an account is completed with generated secrets", "[channel]") {
    model::ChannelAccount account{"webhook", "new", {}, {}, true};
    const auto generated = complete_account(webhook_row(), account);
    CHECK(generated == std::vector<std::string>{"secret"});
    CHECK(account.secret("secret").size() == 54);
    CHECK(account.setting("trust_sent_at") == "no");
    CHECK(std::holds_alternative<std::unique_ptr<Channel>>(open_channel(account)));
    model::ChannelAccount other{"webhook", "new", {}, {}, true};
    complete_account(webhook_row(), other);
    CHECK(other.secret("secret") != account.secret("secret"));
}

TEST_CASE("accounts used by several threads at once verify rightly", "[channel]") {
    const auto channel = opened(webhook_account());
    const std::string body = good_body().dump();
    std::atomic<int> accepted{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                Post post = webhook_post(body);
                Post bad = webhook_post(body);
                bad.body += " ";
                for (int n = 0; n < 500; ++n) {
                    accepted +=
                        std::holds_alternative<Message>(channel->receive(post.request(), kNow)) ? 1
                                                                                                : 0;
                    accepted +=
                        std::holds_alternative<Message>(channel->receive(bad.request(), kNow))
                            ? 1000
                            : 0;
                }
            });
        }
    }
    CHECK(accepted == 2000);
}

}  // namespace huiying::channel
