#include "bot/channel/base64.hpp"
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/delivery_key.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/query_string.hpp"
#include "catch.hpp"

#include <random>
#include <set>
#include <vector>

namespace huiying::channel {
namespace {

std::string word(const Checked<FlatXml>& xml) {
    return xml ? "ok" : std::string(word_of(xml.error()));
}

std::optional<std::string> decoded(std::string_view text) {
    return decode_base64(text, Padding::required, TailBits::zero);
}

}  // namespace

TEST_CASE("delivery keys of different components differ", "[channel]") {
    const std::vector<std::string> words{"", "a", "|", "a|b", "b|", "%7C", "%", "#", "|#", "a%7Cb"};
    std::set<std::string> keys;
    std::size_t made = 0;
    for (const auto& first : words) {
        for (const auto& second : words) {
            for (const auto& third : words) {
                keys.insert(make_delivery_key({first, second, third}));
                ++made;
            }
            keys.insert(make_delivery_key({first, second}));
            ++made;
        }
    }
    CHECK(keys.size() == made);
    CHECK(make_delivery_key({"a|b", "c"}) != make_delivery_key({"a", "b|c"}));
}

TEST_CASE("a long delivery key is bounded and still of its own", "[channel]") {
    std::set<std::string> keys;
    for (int i = 0; i < 100; ++i) {
        const std::string key =
            make_delivery_key({"webhook", std::string(400, 'u') + std::to_string(i), "m"});
        CHECK(key.size() <= kMaxDeliveryKeyBytes);
        keys.insert(key);
    }
    CHECK(keys.size() == 100);
    CHECK(make_delivery_key({"a", std::string(298, 'x')}).size() == 300);
    CHECK(make_delivery_key({"a", std::string(299, 'x')}).find("|#") != std::string::npos);
    // Cut between characters, so that it stays text.
    std::string characters;
    for (int i = 0; i < 200; ++i)
        characters += "字";
    const std::string key = make_delivery_key({"k", characters});
    CHECK((key.find("|#") - 2) % 3 == 0);
}

TEST_CASE("base64 is decoded strictly but for the tail of keys", "[channel]") {
    std::mt19937 random(3);
    for (std::size_t length = 0; length < 70; ++length) {
        std::string bytes;
        for (std::size_t i = 0; i < length; ++i)
            bytes += static_cast<char>(random());
        CHECK(decoded(encode_base64(bytes)) == bytes);
    }
    for (const auto& text :
         {"A",
          "AA",
          "AA=",
          "AAA",
          "A===",
          "AAAA=",
          "AA==AA==",
          "A A=",
          " AAAA",
          "AAAA\n",
          "AA*=",
          "AB=="})
        CHECK_FALSE(decoded(text));
    CHECK(decode_base64("AB==", Padding::required, TailBits::any) == std::string(1, '\0'));
    CHECK(decode_base64("AA", Padding::optional, TailBits::zero) == std::string(1, '\0'));
    CHECK_FALSE(decode_base64("AA=", Padding::optional, TailBits::zero));
}

TEST_CASE("a query is decoded once and refused when it is ambiguous", "[channel]") {
    const auto query = QueryString::parse("a=1%2B1&b=x+y&c=%2541&d&=e&&f=g=h");
    REQUIRE(query.has_value());
    CHECK(query->get("a") == "1+1");
    CHECK(query->get("b") == "x+y");
    CHECK(query->get("c") == "%41");
    CHECK(query->get("d").empty());
    CHECK(query->get("f") == "g=h");
    CHECK(query->get("z").empty());
    for (const auto& raw : {"a=1&a=2", "a=1&%61=2", "a&a"})
        CHECK(QueryString::parse(raw).error() == Fault::duplicate_parameter);
    for (const auto& raw : {"a=%", "a=%2", "a=%2g", "%=1"})
        CHECK(QueryString::parse(raw).error() == Fault::bad_query);
    CHECK(QueryString::parse("a=" + std::string(5000, 'x')).error() == Fault::bad_query);
    std::string many;
    for (int i = 0; i < 33; ++i)
        many += "p" + std::to_string(i) + "=1&";
    CHECK(QueryString::parse(many).error() == Fault::bad_query);
}

TEST_CASE("XML is one flat document and nothing else", "[channel]") {
    CHECK(word(FlatXml::read("<?xml version=\"1.0\"?><!-- c --><xml><a>1</a></xml>\n")) == "ok");
    CHECK(word(FlatXml::read("<xml><a>1</a></xml>")) == "ok");
    CHECK(word(FlatXml::read("<xml/><xml/>")) == "bad_xml");
    CHECK(word(FlatXml::read("<xml/>tail")) == "bad_xml");
    CHECK(word(FlatXml::read("tail<xml/>")) == "bad_xml");
    CHECK(word(FlatXml::read("")) == "bad_xml");
    CHECK(word(FlatXml::read("<xml>")) == "bad_xml");
    CHECK(word(FlatXml::read("<!DOCTYPE a><xml/>")) == "doctype_forbidden");
    CHECK(word(FlatXml::read("<xml><a/><a/></xml>")) == "duplicate_element");
    CHECK(word(FlatXml::read(std::string("<xml>\0</xml>", 12))) == "bad_encoding");
    std::string deep;
    for (int i = 0; i < 5000; ++i)
        deep += "<a>";
    for (int i = 0; i < 5000; ++i)
        deep += "</a>";
    CHECK(word(FlatXml::read(deep)) == "bad_xml");
}

TEST_CASE("text is read over all its sections, without expanding what is quoted", "[channel]") {
    const auto xml = FlatXml::read(
        "<xml><a> x &lt; <![CDATA[&amp;]]><![CDATA[]]]]><![CDATA[>]]></a><b>\n <![CDATA[ y ]]> "
        "</b></xml>"
    );
    REQUIRE(xml.has_value());
    CHECK(*xml->find("a") == " x < &amp;]]>");
    CHECK(xml->trimmed("b") == "y");
    CHECK(xml->find("c") == nullptr);
    const std::string hard = "a]]>]]>]]]]>>";
    CHECK(*FlatXml::read("<xml><a>" + cdata(hard) + "</a></xml>")->find("a") == hard);
}

TEST_CASE("any message length survives the cipher", "[channel]") {
    const auto cipher = CallbackCipher::from("hY7sQ2mKp0vTzXcR4nLdWbE6jU9gAaFi3oZ8tByC1Ne", "");
    REQUIRE(cipher);
    for (std::size_t length = 0; length < 100; ++length) {
        const std::string message(length, 'm');
        const auto plain = cipher->decrypt(cipher->encrypt(message, "0123456789abcdef"));
        REQUIRE(plain.has_value());
        CHECK(*plain == message);
    }
    CHECK_FALSE(CallbackCipher::from("hY7sQ2mKp0vTzXcR4nLdWbE6jU9gAaFi3oZ8tByC1N", ""));
    CHECK_FALSE(CallbackCipher::from("hY7sQ2mKp0vTzXcR4nLdWbE6jU9gAaFi3oZ8tByC1N=", ""));
}

TEST_CASE("signatures sort bytes, not letters or numbers", "[channel]") {
    CHECK(callback_signature("apple", "1", "Banana") == sha1_hex({"1", "Banana", "apple"}));
    CHECK(callback_signature("b", "17", "9") == sha1_hex({"17", "9", "b"}));
    CHECK(callback_signature("\xC3\xA9", "z", "a") == sha1_hex({"a", "z", "\xC3\xA9"}));
}

}  // namespace huiying::channel
