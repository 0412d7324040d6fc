#include "bot/channel/webchat.hpp"

#include "bot/channel/mailbox.hpp"

#include <catch.hpp>
#include <variant>
#include <vector>

using namespace huiying;
using channel::is_allowed_origin;

namespace {

model::ChannelAccount account(const std::string& origins) {
    model::ChannelAccount made;
    made.channel = "webchat";
    made.name = "web";
    made.settings["origins"] = origins;
    return made;
}

bool opens(const std::string& origins) {
    return std::holds_alternative<std::unique_ptr<channel::Channel>>(
        channel::open_channel(account(origins))
    );
}

}  // namespace

TEST_CASE("pages of the listed origins may open the web chat, and the server's own", "[channel]") {
    const auto portal = account("https://www.example.gov.cn, https://m.example.gov.cn:8443");
    CHECK(is_allowed_origin(portal, "https://www.example.gov.cn", "chat.example"));
    CHECK(is_allowed_origin(portal, "https://m.example.gov.cn:8443", "chat.example"));
    CHECK(is_allowed_origin(portal, "https://chat.example", "chat.example"));
    CHECK(is_allowed_origin(portal, "", "chat.example"));
    CHECK_FALSE(is_allowed_origin(portal, "https://example.gov.cn", "chat.example"));
    CHECK_FALSE(is_allowed_origin(portal, "https://www.example.gov.cn.evil.example", "chat.example")
    );
    CHECK_FALSE(is_allowed_origin(portal, "null", "chat.example"));
    CHECK_FALSE(is_allowed_origin(account(""), "https://www.example.gov.cn", "chat.example"));
}

TEST_CASE("origins that are none are refused when the account is made", "[channel]") {
    CHECK(opens(""));
    CHECK(opens("https://a.example http://b.example:8080"));
    CHECK_FALSE(opens("a.example"));
    CHECK_FALSE(opens("https://a.example/path"));
    CHECK_FALSE(opens("https://*.example"));
    CHECK_FALSE(opens("*"));
}

TEST_CASE("a token stands for one sender, and only a token does", "[channel]") {
    const auto token = channel::make_chat_token();
    CHECK(token.size() == 43);
    CHECK(token != channel::make_chat_token());
    const auto sender = channel::sender_of_chat(token);
    CHECK(sender == channel::sender_of_chat(token));
    CHECK(sender.find(token) == std::string::npos);
    CHECK(channel::sender_of_chat("").empty());
    CHECK(channel::sender_of_chat(token.substr(1)).empty());
    CHECK(channel::sender_of_chat(std::string(42, 'a') + "|").empty());
}
