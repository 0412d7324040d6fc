#include "bot/channel/media.hpp"

#include "bot/channel/base64.hpp"
#include "fixture.hpp"

#include <map>

namespace huiying::channel {
namespace {

const std::string kPicture("\xFF\xD8\xFFpicture", 10);
const std::string kTokenAnswer = R"({"access_token":"T","expires_in":7200})";

/// Answers in the order of the script.
class ScriptedDownloads final : public Downloads {
  public:
    explicit ScriptedDownloads(std::deque<Media> script) : script_(std::move(script)) {}

    Media get(const Download& download) override {
        asked.push_back(download);
        if (script_.empty())
            return {Media::End::later, {}, "the script is over"};
        auto media = script_.front();
        script_.pop_front();
        return media;
    }

    std::vector<Download> asked;

  private:
    std::deque<Media> script_;
};

struct Fetch {
    Fetch(std::deque<TransportAnswer> answers, std::deque<Media> files)
        : transport(std::move(answers)), downloads(std::move(files)) {}

    Media of(const model::ChannelAccount& account, const std::string& address) {
        const SendContext context{transport, tokens, kNow};
        return fetch_media(*opened(account), address, {context, downloads});
    }

    ScriptedTransport transport;
    ScriptedDownloads downloads;
    TokenCache tokens;
};

Media here(const std::string& bytes) {
    return {Media::End::here, bytes, {}};
}

}  // namespace

TEST_CASE(
    "a file of an official account is got with its token, a refused token replaced once",
    "[channel]"
) {
    Fetch fetch(
        {answered(kTokenAnswer), answered(R"({"access_token":"T2","expires_in":7200})")},
        {here(R"({"errcode":42001})"), here(kPicture)}
    );
    const auto media = fetch.of(wechat_account("safe"), "wechat-media:M+1");
    CHECK(media.end == Media::End::here);
    CHECK(media.bytes == kPicture);
    CHECK(
        fetch.downloads.asked.at(1).url ==
        "http://api.test/cgi-bin/media/get?access_token=T2&media_id=M%2B1"
    );
    CHECK(fetch.downloads.asked.at(1).host_named_by == HostNamedBy::account);
}

TEST_CASE("what a platform no longer has will not come, what it cannot give now may", "[channel]") {
    Fetch gone(
        {answered(kTokenAnswer)}, {here(R"({"errcode":40007,"errmsg":"invalid media_id"})")}
    );
    CHECK(gone.of(wechat_account("safe"), "wechat-media:M").end == Media::End::never);
    Fetch busy({answered(kTokenAnswer)}, {here(R"({"errcode":-1})")});
    CHECK(busy.of(wechat_account("safe"), "wechat-media:M").end == Media::End::later);
    Fetch follower({answered(kTokenAnswer)}, {here(R"({"errcode":40003})")});
    CHECK(follower.of(wechat_account("safe"), "wechat-media:M").end == Media::End::never);
}

TEST_CASE(
    "an address that a message names is got from public hosts only, without a token", "[channel]"
) {
    Fetch fetch({}, {here(kPicture), here(kPicture)});
    CHECK(fetch.of(webhook_account(), "https://a.test/1.jpg").end == Media::End::here);
    CHECK(fetch.of(wechat_account("safe"), "http://mmbiz.test/1").end == Media::End::here);
    for (const auto& asked : fetch.downloads.asked) {
        CHECK(asked.host_named_by == HostNamedBy::message);
        CHECK(asked.headers.empty());
    }
}

TEST_CASE("Slack's token goes to Slack's host and to no other", "[channel]") {
    model::ChannelAccount account{"webhook", "slack", {{"scheme", "slack"}}, {}, true};
    account.secrets = {{"secret", "s"}, {"api_token", "t0ken"}};
    Fetch fetch({}, {here(kPicture), here(kPicture)});
    fetch.of(account, "https://files.slack.com/1.jpg");
    fetch.of(account, "https://files.slack.com.evil.test/1.jpg");
    CHECK(fetch.downloads.asked.at(0).headers.size() == 1);
    CHECK(fetch.downloads.asked.at(1).headers.empty());
}

TEST_CASE("Telegram says where a file lies, but never outside of its own folder", "[channel]") {
    model::ChannelAccount account{"webhook", "tg", {}, {}, true};
    account.settings = {{"scheme", "telegram"}, {"api_base", "http://tg.test"}};
    account.secrets = {{"secret", "s"}, {"api_token", "t0ken"}};
    Fetch fetch(
        {answered(R"({"ok":true,"result":{"file_path":"photos/1.jpg"}})"),
         answered(R"({"ok":true,"result":{"file_path":"../x"}})")},
        {here(kPicture)}
    );
    CHECK(fetch.of(account, "telegram-media:F1").end == Media::End::here);
    CHECK(fetch.downloads.asked.at(0).url == "http://tg.test/file/bott0ken/photos/1.jpg");
    CHECK(fetch.of(account, "telegram-media:F1").end == Media::End::never);
    CHECK(fetch.downloads.asked.size() == 1);
}

TEST_CASE("an AI bot's file is opened with the key of its callback", "[channel]") {
    model::ChannelAccount account{"wecom_aibot", "town", {}, {}, true};
    account.secrets = {{"token", kToken}, {"aes_key", kAesKey}};
    // kPicture, padded to 32 bytes, by `openssl enc -aes-256-cbc -nopad`.
    const auto sealed = decode_base64(
        "kK84JAjtDvj+FeyWLDsRrk2xMh9fOAXY6YzUQWoPGJg=", Padding::required, TailBits::zero
    );
    REQUIRE(sealed);
    Fetch fetch({}, {here(*sealed), here("not whole blocks"), here(std::string(15, 'x'))});
    const auto media = fetch.of(account, "https://a.test/1");
    CHECK(media.end == Media::End::here);
    CHECK(media.bytes == kPicture);
    CHECK(fetch.of(account, "https://a.test/1").end == Media::End::never);
    CHECK(fetch.of(account, "https://a.test/1").end == Media::End::never);
}

}  // namespace huiying::channel
