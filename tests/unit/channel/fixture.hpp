// What the tests of bot/channel share: accounts with keys of their own, requests signed as the
// platforms sign them, and a transport that answers by script.
#pragma once

#include "board/model/channel_account.hpp"
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/standard_webhooks.hpp"
#include "bot/channel/transport.hpp"
#include "catch.hpp"
#include "http/request.hpp"

#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace huiying::channel {

inline constexpr std::int64_t kNowSeconds = 1'763'860'000;
inline const model::Instant kNow{std::chrono::seconds{kNowSeconds}};
inline const std::string kAesKey = "hY7sQ2mKp0vTzXcR4nLdWbE6jU9gAaFi3oZ8tByC1Ne";
inline const std::string kToken = "maqiao-test-token";
inline const std::string kSecret = "whsec_c2VjcmV0LW9mLXRoZS10ZXN0cy0wMDAwMDAwMDAwMDE=";
inline const std::string kOldSecret = "whsec_c2VjcmV0LW9mLXRoZS10ZXN0cy0wMDAwMDAwMDAwMDI=";

/// A request that owns its parts.
struct Post {
    std::string query;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;

    http::Request request() {
        headers_.clear();
        for (const auto& field : fields)
            headers_.push_back({field.first, field.second});
        http::Request made;
        made.method = http::Method::post;
        made.query = query;
        made.body = body;
        made.headers = headers_;
        return made;
    }

  private:
    std::vector<http::Header> headers_;
};

inline model::ChannelAccount wechat_account(const std::string& mode) {
    model::ChannelAccount account{"wechat_oa", "town", {}, {}, true};
    account.settings = {{"mode", mode}, {"app_id", "wxabc123"}, {"api_base", "http://api.test/"}};
    account.secrets = {{"token", kToken}, {"aes_key", kAesKey}, {"app_secret", "app-secret"}};
    return account;
}

inline model::ChannelAccount webhook_account() {
    model::ChannelAccount account{"webhook", "hotline", {}, {}, true};
    account.settings = {{"reply_url", "https://hotline.test/replies"}};
    account.secrets = {{"secret", kSecret}, {"previous_secret", kOldSecret}};
    return account;
}

inline std::unique_ptr<Channel> opened(const model::ChannelAccount& account) {
    auto made = open_channel(account);
    REQUIRE(std::holds_alternative<std::unique_ptr<Channel>>(made));
    return std::move(std::get<std::unique_ptr<Channel>>(made));
}

inline std::string text_message(const std::string& text, const std::string& msg_id = "700000001") {
    return "<xml><ToUserName>" + cdata("gh_town") + "</ToUserName><FromUserName>" +
           cdata("openid-1") + "</FromUserName><CreateTime>" + std::to_string(kNowSeconds - 2) +
           "</CreateTime><MsgType>" + cdata("text") + "</MsgType><Content>" + cdata(text) +
           "</Content><MsgId>" + msg_id + "</MsgId></xml>";
}

inline std::string event(const std::string& name, const std::string& key) {
    return "<xml><ToUserName>gh_town</ToUserName><FromUserName>openid-1</"
           "FromUserName><CreateTime>" +
           std::to_string(kNowSeconds - 2) + "</CreateTime><MsgType>event</MsgType><Event>" + name +
           "</Event><EventKey>" + key + "</EventKey></xml>";
}

/// A callback in safe mode around a ciphertext, signed.
inline Post sealed_post(const std::string& encrypted, std::int64_t seconds = kNowSeconds) {
    const std::string timestamp = std::to_string(seconds);
    Post post;
    post.query = "timestamp=" + timestamp + "&nonce=n1&encrypt_type=aes&msg_signature=" +
                 callback_signature(kToken, timestamp, "n1", encrypted);
    post.body =
        "<xml><ToUserName>gh_town</ToUserName><Encrypt>" + cdata(encrypted) + "</Encrypt></xml>";
    return post;
}

inline CallbackCipher test_cipher() {
    return *CallbackCipher::from(kAesKey, "wxabc123");
}

inline Post safe_post(const std::string& inner) {
    return sealed_post(test_cipher().encrypt(inner, "0123456789abcdef"));
}

inline Post plain_post(const std::string& body, std::int64_t seconds = kNowSeconds) {
    const std::string timestamp = std::to_string(seconds);
    Post post;
    post.query = "signature=" + callback_signature(kToken, timestamp, "n1") +
                 "&timestamp=" + timestamp + "&nonce=n1&openid=openid-1";
    post.body = body;
    return post;
}

/// A webhook request signed with `secret`.
inline Post webhook_post(
    const std::string& body, const std::string& secret = kSecret, std::int64_t seconds = kNowSeconds
) {
    const std::string timestamp = std::to_string(seconds);
    Post post;
    post.body = body;
    post.fields = {
        {"webhook-id", "msg_1"},
        {"webhook-timestamp", timestamp},
        {"webhook-signature", SigningKey::from(secret)->sign("msg_1", timestamp, body)}};
    return post;
}

/// Answers requests in the order of the script and remembers them.
class ScriptedTransport final : public Transport {
  public:
    explicit ScriptedTransport(std::deque<TransportAnswer> script) : script_(std::move(script)) {}

    TransportAnswer post(const OutgoingRequest& request) override {
        requests.push_back(request);
        if (script_.empty())
            return {Reach::answered, 500, "the script is over"};
        TransportAnswer answer = script_.front();
        script_.pop_front();
        return answer;
    }

    std::vector<OutgoingRequest> requests;

  private:
    std::deque<TransportAnswer> script_;
};

inline TransportAnswer answered(const std::string& body, int status = 200) {
    return {Reach::answered, status, body};
}

}  // namespace huiying::channel
