#include "bot/channel/wechat_oa.hpp"

#include "bot/channel/base64.hpp"
#include "fixture.hpp"

#include <set>

namespace huiying::channel {
namespace {

Received receive(const Channel& channel, Post post) {
    return channel.receive(post.request(), kNow);
}

std::string refusal_of(const Received& received) {
    const auto* const refused = std::get_if<Refused>(&received);
    return refused == nullptr ? "not refused" : refused->word;
}

}  // namespace

TEST_CASE("a text in safe mode becomes a message with its key and times", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const auto received = receive(*channel, safe_post(text_message("路灯坏了🚧𠮷")));
    REQUIRE(std::holds_alternative<Message>(received));
    const auto& inbound = std::get<Message>(received).inbound;
    CHECK(inbound.channel == "wechat_oa");
    CHECK(inbound.account == "town");
    CHECK(inbound.sender == "openid-1");
    CHECK(inbound.text == "路灯坏了🚧𠮷");
    CHECK(inbound.delivery_key == "wechat_oa|town|openid-1|700000001");
    CHECK(inbound.arrived_at == kNow);
    CHECK(inbound.received_at == kNow - std::chrono::seconds(2));
    CHECK_FALSE(inbound.continues);
}

TEST_CASE(
    "a text in plain mode counts from its arrival, since its time is not signed", "[channel]"
) {
    const auto channel = opened(wechat_account("plain"));
    const auto received = receive(*channel, plain_post(text_message("你好")));
    REQUIRE(std::holds_alternative<Message>(received));
    CHECK(std::get<Message>(received).inbound.received_at == kNow);
}

TEST_CASE("a change anywhere in a sealed callback is refused", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const Post good = safe_post(text_message("路灯坏了"));
    REQUIRE(std::holds_alternative<Message>(receive(*channel, good)));
    const std::size_t first = good.body.find("<Encrypt><![CDATA[") + 18;
    const std::size_t last = good.body.find("]]></Encrypt>");
    for (std::size_t at = first; at < last; ++at) {
        Post bad = good;
        bad.body[at] = bad.body[at] == 'A' ? 'B' : 'A';
        if (bad.body == good.body)
            continue;
        INFO("byte " << at);
        REQUIRE(refusal_of(receive(*channel, bad)) == "bad_signature");
    }
    for (std::size_t at = good.query.find("msg_signature=") + 14; at < good.query.size(); ++at) {
        Post bad = good;
        bad.query[at] = bad.query[at] == 'f' ? '0' : 'f';
        REQUIRE(refusal_of(receive(*channel, bad)) == "bad_signature");
    }
    Post other_nonce = good;
    other_nonce.query.replace(other_nonce.query.find("nonce=n1"), 8, "nonce=n2");
    CHECK(refusal_of(receive(*channel, other_nonce)) == "bad_signature");
}

TEST_CASE("a damaged ciphertext behind a right signature is never a message", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const std::string good = test_cipher().encrypt(text_message("路灯坏了"), "0123456789abcdef");
    const std::string bytes = *decode_base64(good, Padding::required, TailBits::zero);
    std::set<std::string> words;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
        const auto received = receive(*channel, sealed_post(encode_base64(damaged)));
        INFO("byte " << at);
        // The random bytes carry nothing, and a block of text may still read as text; what must
        // hold is that length, padding and receiver are checked.
        if (const auto* const refused = std::get_if<Refused>(&received))
            words.insert(refused->word);
        if (at >= bytes.size() - 32)
            REQUIRE_FALSE(std::holds_alternative<Message>(received));
    }
    CHECK(words.count("bad_padding") == 1);
    CHECK(words.count("bad_frame") == 1);
}

TEST_CASE("another account's callbacks are refused", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    for (const auto& app_id : {"wxabc1234", "wxabc12", "", "WXABC123"}) {
        const auto cipher = CallbackCipher::from(kAesKey, app_id);
        const auto post = sealed_post(cipher->encrypt(text_message("x"), "0123456789abcdef"));
        CHECK(refusal_of(receive(*channel, post)) == "bad_receive_id");
    }
}

TEST_CASE("the mode comes from the account, not from the request", "[channel]") {
    const auto safe = opened(wechat_account("safe"));
    CHECK(refusal_of(receive(*safe, plain_post(text_message("x")))) == "plaintext_not_allowed");
    const auto plain = opened(wechat_account("plain"));
    Post post = safe_post(text_message("x"));
    CHECK(refusal_of(receive(*plain, post)) == "missing_parameter");
}

TEST_CASE("requests of another time are refused in both directions", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const std::string encrypted = test_cipher().encrypt(text_message("x"), "0123456789abcdef");
    CHECK(std::holds_alternative<Message>(
        receive(*channel, sealed_post(encrypted, kNowSeconds - 300))
    ));
    CHECK(std::holds_alternative<Message>(
        receive(*channel, sealed_post(encrypted, kNowSeconds + 300))
    ));
    CHECK(
        refusal_of(receive(*channel, sealed_post(encrypted, kNowSeconds - 301))) ==
        "stale_timestamp"
    );
    CHECK(
        refusal_of(receive(*channel, sealed_post(encrypted, kNowSeconds + 301))) ==
        "future_timestamp"
    );
}

TEST_CASE("every refusal sounds the same", "[channel]") {
    const auto& row = wechat_oa_row();
    const Answer first = row.refuse({model::Errc::bad_signature, "bad_signature"});
    CHECK(first.status == 403);
    for (const auto reason :
         {model::Errc::stale_timestamp,
          model::Errc::unparsable,
          model::Errc::unknown_account,
          model::Errc::body_too_large}) {
        const Answer other = row.refuse({reason, "<script>"});
        CHECK(other.status == first.status);
        CHECK(other.body == first.body);
        CHECK(other.content_type == first.content_type);
    }
}

TEST_CASE("the address check echoes only what is signed and fresh", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    Post get = plain_post("");
    get.query += "&echostr=5927782489442352469";
    auto received = channel->verify_url(get.request(), kNow);
    REQUIRE(std::holds_alternative<Handshake>(received));
    const auto& answer = std::get<Handshake>(received).answer;
    CHECK(answer.body == "5927782489442352469");
    CHECK(answer.content_type.rfind("text/plain", 0) == 0);
    get.query += "&echostr=2";
    CHECK(refusal_of(channel->verify_url(get.request(), kNow)) == "duplicate_parameter");
    Post stale = plain_post("", kNowSeconds - 3600);
    stale.query += "&echostr=1";
    CHECK(refusal_of(channel->verify_url(stale.request(), kNow)) == "stale_timestamp");
    Post without = plain_post("");
    CHECK(refusal_of(channel->verify_url(without.request(), kNow)) == "missing_parameter");
}

TEST_CASE("pictures, voice, places and links become messages in words", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const auto take = [&](const std::string& type, const std::string& rest) {
        const std::string xml =
            "<xml><ToUserName>gh_town</ToUserName><FromUserName>openid-1</"
            "FromUserName><CreateTime>" +
            std::to_string(kNowSeconds) + "</CreateTime><MsgType>" + type + "</MsgType>" + rest +
            "<MsgId>1</MsgId></xml>";
        auto received = receive(*channel, safe_post(xml));
        REQUIRE(std::holds_alternative<Message>(received));
        return std::get<Message>(received).inbound;
    };
    const auto image = take("image", "<PicUrl>http://p.test/1</PicUrl><MediaId>m1</MediaId>");
    CHECK(image.text == "[图片]");
    REQUIRE(image.attachments.size() == 1);
    CHECK(image.attachments[0].url == "http://p.test/1");
    const auto voice = take("voice", "<MediaId>m2</MediaId><Recognition>楼上太吵</Recognition>");
    CHECK(voice.text == "[语音]楼上太吵");
    REQUIRE(voice.attachments.size() == 1);
    CHECK(voice.attachments[0].url == "wechat-media:m2");
    CHECK(take("voice", "<MediaId>m2</MediaId>").text == "[语音]");
    const auto place = take(
        "location",
        "<Location_X>31.1</Location_X><Location_Y>121.4</Location_Y><Label>银春路</Label>"
    );
    CHECK(place.text == "[位置]银春路（纬度 31.1，经度 121.4）");
    CHECK(place.place == "银春路");
    CHECK(place.attachments.empty());
    const auto link =
        take("link", "<Title>标题</Title><Description>说明</Description><Url>http://a</Url>");
    CHECK(link.text == "[链接]标题\n说明\nhttp://a");
}

TEST_CASE(
    "who comes or scans is welcomed, a tap on the menu answered, other events acknowledged",
    "[channel]"
) {
    auto account = wechat_account("plain");
    account.settings["welcome"] = "欢迎来到马桥";
    account.settings["menu_answers"] = R"({"HOURS":"工作日 9 点到 17 点"})";
    const auto channel = opened(account);
    const auto [name, key, wanted] = GENERATE(table<std::string, std::string, std::string>({
        {"subscribe", "qrscene_1", "欢迎来到马桥"},
        {"SCAN", "1", "欢迎来到马桥"},
        {"CLICK", "HOURS", "工作日 9 点到 17 点"},
        {"CLICK", "OTHER", "请直接发送文字"},
        {"unsubscribe", "", "success"},
        {"LOCATION", "", "success"},
        {"VIEW", "http://a", "success"},
    }));
    CAPTURE(name, key);
    const auto heard = receive(*channel, plain_post(event(name, key)));
    REQUIRE(std::holds_alternative<Ignored>(heard));
    CHECK(std::get<Ignored>(heard).answer.body.find(wanted) != std::string::npos);
}

TEST_CASE("a blank text is answered and not taken in", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const auto received = receive(*channel, safe_post(text_message(" \n　")));
    REQUIRE(std::holds_alternative<Ignored>(received));
    CHECK(std::get<Ignored>(received).word == "blank");
}

TEST_CASE("what is authentic but unreadable is acknowledged and kept", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const std::string head =
        "<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime>";
    const std::vector<std::pair<std::string, std::string>> cases{
        {head + "<MsgType>hologram</MsgType><MsgId>1</MsgId></xml>", "unknown_type"},
        {head + "<MsgType>text</MsgType>", "bad_xml"},
        {head + "</xml>", "missing_field"},
        {head + "<MsgType>text</MsgType><MsgType>image</MsgType></xml>", "duplicate_element"},
        {head + "<MsgType>text</MsgType><Content>\xFF</Content></xml>", "bad_encoding"},
        {head + "<MsgType>text</MsgType><Content>&#xD800;</Content></xml>", "bad_encoding"},
    };
    for (const auto& [xml, word] : cases) {
        const auto received = receive(*channel, safe_post(xml));
        INFO(xml);
        REQUIRE(std::holds_alternative<Unreadable>(received));
        CHECK(std::get<Unreadable>(received).word == word);
        CHECK(std::get<Unreadable>(received).raw == xml);
        CHECK(std::get<Unreadable>(received).answer.body == "success");
    }
}

TEST_CASE("a document type is refused, the same words in a message are not", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const std::string attack = "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
    CHECK(
        refusal_of(receive(*channel, safe_post(attack + text_message("x")))) == "doctype_forbidden"
    );
    Post outside = safe_post(text_message("x"));
    outside.body = attack + outside.body;
    CHECK(refusal_of(receive(*channel, outside)) == "doctype_forbidden");
    const auto quoted = receive(*channel, safe_post(text_message("<!DOCTYPE html> 是什么")));
    REQUIRE(std::holds_alternative<Message>(quoted));
    CHECK(std::get<Message>(quoted).inbound.text == "<!DOCTYPE html> 是什么");
}

TEST_CASE("a body over 64 KiB is refused, one of exactly that size is read", "[channel]") {
    const auto channel = opened(wechat_account("plain"));
    const std::string rest = text_message("");
    const std::string exact = text_message(std::string(kMaxXmlBytes - rest.size(), 'a'));
    REQUIRE(exact.size() == kMaxXmlBytes);
    CHECK(std::holds_alternative<Message>(receive(*channel, plain_post(exact))));
    CHECK(refusal_of(receive(*channel, plain_post(exact + " "))) == "too_large");
}

TEST_CASE("a dead letter can be read again", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const auto received = channel->reread(text_message("再来一次"), kNow);
    REQUIRE(std::holds_alternative<Message>(received));
    CHECK(std::get<Message>(received).inbound.text == "再来一次");
}

TEST_CASE("an account that cannot work is refused with the field's name", "[channel]") {
    const auto problem = [](model::ChannelAccount account) {
        const auto made = open_channel(account);
        const auto* const found = std::get_if<AccountProblem>(&made);
        return found == nullptr ? std::string() : found->field;
    };
    auto account = wechat_account("safe");
    CHECK(problem(account).empty());
    account.secrets["aes_key"] = "short";
    CHECK(problem(account) == "aes_key");
    account = wechat_account("loud");
    CHECK(problem(account) == "mode");
    account = wechat_account("plain");
    account.secrets.erase("token");
    CHECK(problem(account) == "token");
    account = wechat_account("plain");
    account.settings["api_base"] = "ftp://x";
    CHECK(problem(account) == "api_base");
    account.channel = "pigeon";
    CHECK(problem(account) == "channel");
}

}  // namespace huiying::channel
