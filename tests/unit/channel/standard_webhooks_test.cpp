#include "bot/channel/standard_webhooks.hpp"

#include "bot/channel/base64.hpp"
#include "fixture.hpp"

namespace huiying::channel {
namespace {

// RFC 8032 section 7.1, test 2: seed and public key.
const std::string kSeed = "whsk_TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=";
const std::string kPublic = "whpk_PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";

std::string verdict(const VerifyingKeys& keys, Post post) {
    const auto id = keys.verify(post.request(), kNow, std::chrono::seconds(300));
    return id ? "ok" : std::string(word_of(id.error()));
}

VerifyingKeys keys_of(const std::vector<std::string>& texts) {
    VerifyingKeys keys;
    for (const auto& text : texts)
        REQUIRE(keys.add(text));
    return keys;
}

}  // namespace

TEST_CASE("Ed25519 signatures verify with the public key only", "[channel]") {
    const auto keys = keys_of({kPublic});
    CHECK(verdict(keys, webhook_post("body", kSeed)) == "ok");
    Post changed = webhook_post("body", kSeed);
    changed.body = "bodz";
    CHECK(verdict(keys, changed) == "bad_signature");
    CHECK(verdict(keys, webhook_post("body", kSecret)) == "bad_signature");
    // A public key is no secret: it must not serve as one.
    const std::string as_secret = "whsec_" + kPublic.substr(5);
    CHECK(verdict(keys, webhook_post("body", as_secret)) == "bad_signature");
}

TEST_CASE("one right signature among others is enough", "[channel]") {
    const auto keys = keys_of({kSecret});
    Post post = webhook_post("body");
    std::string& signature = post.fields[2].second;
    const std::string right = signature;
    signature = "garbage v1 v2," + right.substr(3) + " v1,AAAA " + right;
    CHECK(verdict(keys, post) == "ok");
    signature = "v2," + right.substr(3);
    CHECK(verdict(keys, post) == "bad_signature");
    signature = right + "," + right;
    CHECK(verdict(keys, post) == "bad_signature");
    signature = right.substr(0, right.size() - 1);
    CHECK(verdict(keys, post) == "bad_signature");
}

TEST_CASE("a time stamp is digits only and within the window", "[channel]") {
    const auto keys = keys_of({kSecret});
    CHECK(verdict(keys, webhook_post("b", kSecret, kNowSeconds - 300)) == "ok");
    CHECK(verdict(keys, webhook_post("b", kSecret, kNowSeconds + 300)) == "ok");
    CHECK(verdict(keys, webhook_post("b", kSecret, kNowSeconds - 301)) == "stale_timestamp");
    CHECK(verdict(keys, webhook_post("b", kSecret, kNowSeconds + 301)) == "future_timestamp");
    const auto now = std::to_string(kNowSeconds);
    const std::vector<std::string> wrong{
        "1." + now, now + " ", "+" + now, "0x10", now + ".0", std::string(20, '9')};
    for (const auto& text : wrong) {
        Post post = webhook_post("b");
        post.fields[1].second = text;
        post.fields[2].second = SigningKey::from(kSecret)->sign("msg_1", text, "b");
        CHECK(verdict(keys, post) == "bad_timestamp");
    }
}

TEST_CASE("keys that are too short or of another kind are refused", "[channel]") {
    VerifyingKeys keys;
    CHECK_FALSE(keys.add(""));
    CHECK_FALSE(keys.add("whsec_"));
    CHECK_FALSE(keys.add("whsec_" + encode_base64(std::string(15, 'k'))));
    CHECK_FALSE(keys.add("whsec_" + encode_base64(std::string(65, 'k'))));
    CHECK_FALSE(keys.add("whsec_not base64 at all!"));
    CHECK_FALSE(keys.add("whpk_" + encode_base64(std::string(31, 'k'))));
    CHECK_FALSE(keys.add(kSeed));
    CHECK(keys.empty());
    CHECK(keys.add(encode_base64(std::string(24, 'k'))));
    CHECK_FALSE(SigningKey::from("whsk_" + encode_base64(std::string(31, 'k'))));
    CHECK_FALSE(SigningKey::from(kPublic));
}

TEST_CASE("more keys than a thread caches still verify", "[channel]") {
    std::vector<HmacKey> keys;
    for (int i = 0; i < 100; ++i)
        keys.emplace_back("key number " + std::to_string(i) + " of a test");
    const auto digest = [&](std::size_t i) { return keys[i].sign({"mess", "age"}); };
    const auto first = digest(0);
    std::size_t same = 0;
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < keys.size(); ++i)
            same += digest(i) == first ? 1 : 0;
    }
    CHECK(same == 2);
    CHECK(HmacKey("key number 7 of a test").sign({"message"}) == digest(7));
}

}  // namespace huiying::channel
