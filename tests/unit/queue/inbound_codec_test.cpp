#include "queue/inbound_codec.hpp"

#include "catch.hpp"
#include "queue/entry_bytes.hpp"
#include "queue/resp_command.hpp"
#include "source_folder.hpp"

#include <fstream>
#include <iterator>

using namespace huiying;
using queue::Content;
using queue::Fields;
using queue::FieldViews;

namespace {

FieldViews views(const Fields& fields) {
    return {fields.begin(), fields.end()};
}

model::InboundMessage full_message() {
    model::InboundMessage message;
    message.delivery_key = "wechat_oa|gh_1|oUser|24012345678901234";
    message.channel = "wechat_oa";
    message.account = "gh_1";
    message.sender = "oUser";
    message.sender_name = "王芳";
    message.subject = "咨询";
    message.text = "𠮷野家旁边的路灯 👨‍👩‍👧 坏了 {{x}} <b>";
    message.kind = model::Kind::complaint;
    message.unit_hint = "chengjian";
    message.contact = "13800000000";
    message.place = "景城馨苑";
    message.publish = model::PublishConsent::yes;
    message.attachments = {
        {"照片.jpg", "image/jpeg", std::string(64, 'a'), "", 12345},
        {"", "", "", "https://example.test/a", 0},
    };
    message.received_at = model::from_unix_ms(1796000000000);
    message.arrived_at = model::from_unix_ms(1796000000999);
    message.number = "HY-2611-0001";
    message.continues = true;
    message.proved_by_code = true;
    message.filed_by = "zhao";
    message.upstream_due = model::from_unix_ms(1796300000000);
    message.replaced_number = "HY-2611-0000";
    message.passive_text = "已收到";
    message.passive_faq = "faq-7";
    message.passive_by = model::SaidBy::outbox;
    message.way_back = R"({"message":"om_1"})";
    return message;
}

Fields without(Fields fields, const std::string& name) {
    std::erase_if(fields, [&name](const auto& field) { return field.first == name; });
    return fields;
}

Fields with(Fields fields, const std::string& name, const std::string& value) {
    fields = without(std::move(fields), name);
    fields.emplace_back(name, value);
    return fields;
}

std::string reason_of(const Fields& fields) {
    const Content content = queue::decode(views(fields));
    REQUIRE(std::holds_alternative<queue::Undecodable>(content));
    return std::get<queue::Undecodable>(content).reason;
}

}  // namespace

TEST_CASE("a message with every field comes back as it was", "[codec]") {
    const auto message = full_message();
    CHECK(queue::decode(views(queue::encode(message))) == Content(message));
}

TEST_CASE("bytes of any kind come back as they were", "[codec]") {
    auto message = full_message();
    message.text = GENERATE(
        std::string(),
        std::string("a\0b\r\n$3\r\n*", 10),
        std::string("\xff\xfe\x80", 3),
        std::string("😀𠮷"),
        std::string(1 << 20, 'x')
    );
    message.attachments[0].name = message.text;
    CHECK(queue::decode(views(queue::encode(message))) == Content(message));
}

TEST_CASE("a message with only what is required comes back as it was", "[codec]") {
    model::InboundMessage message;
    message.delivery_key = "k";
    message.channel = "board";
    const auto fields = queue::encode(message);
    CHECK(fields.size() == 7);
    CHECK(queue::decode(views(fields)) == Content(message));
}

TEST_CASE("an entry of an earlier release has no proof by code", "[codec]") {
    auto message = full_message();
    const auto fields = without(queue::encode(message), "proved_by_code");
    message.proved_by_code = false;
    CHECK(queue::decode(views(fields)) == Content(message));
    CHECK(queue::encode(message) == fields);
    CHECK(queue::decode(views(with(fields, "proved_by_code", "no"))) == Content(message));
    CHECK(
        reason_of(with(fields, "proved_by_code", "1")) ==
        "field proved_by_code is neither yes nor no"
    );
}

TEST_CASE("an attachment without any text keeps its place", "[codec]") {
    auto message = full_message();
    message.attachments = {{}, {"b", "", "", "", 1}, {}};
    CHECK(queue::decode(views(queue::encode(message))) == Content(message));
}

TEST_CASE("a delivery that cannot be read travels with its bytes", "[codec]") {
    queue::RawDelivery delivery{
        "webhook", "town", std::string("{\"id\":\0\xff", 8), "not JSON", model::from_unix_ms(7)};
    CHECK(queue::decode(views(queue::encode(delivery))) == Content(delivery));
}

TEST_CASE("the encoded fields and the command that is built are the same", "[codec]") {
    queue::RespCommand direct;
    queue::encode_into(direct, full_message());
    queue::RespCommand copied;
    for (const auto& [name, value] : queue::encode(full_message()))
        copied.add(name).add(value);
    CHECK(direct.wire() == copied.wire());
}

TEST_CASE("an unknown field is ignored", "[codec]") {
    const auto message = full_message();
    auto fields = with(queue::encode(message), "weather", "rain");
    fields = with(fields, "file.0.colour", "red");
    CHECK(queue::decode(views(fields)) == Content(message));
}

TEST_CASE("what cannot be decoded says why and keeps all its bytes", "[codec]") {
    const Fields fields = queue::encode(full_message());
    CHECK(reason_of(with(fields, "v", "2")) == "version 2");
    CHECK(reason_of(without(fields, "v")) == "no field v");
    CHECK(reason_of(with(fields, "type", "song")) == "type song");
    CHECK(reason_of(without(fields, "key")) == "no field key");
    CHECK(reason_of(without(fields, "received_at")) == "no field received_at");
    CHECK(reason_of(with(fields, "kind", "song")) == "unknown kind");
    CHECK(reason_of(with(fields, "arrived_at", "12x")) == "field arrived_at is not a number");
    CHECK(reason_of(with(fields, "arrived_at", "")) == "field arrived_at is not a number");
    CHECK(reason_of(with(fields, "publish", "1")) == "field publish is neither yes nor no");
    CHECK(reason_of(with(fields, "file.100.name", "a")) == "too many attachments");
    CHECK(reason_of(with(fields, "file.-1.name", "a")) == "too many attachments");
    CHECK(reason_of({}) == "no field v");
}

TEST_CASE("the bytes of an undecodable entry are its fields as a RESP array", "[codec]") {
    const Content content = queue::decode({{"v", "9"}, {"x", std::string_view("a\0b", 3)}});
    const std::string expected("*4\r\n$1\r\nv\r\n$1\r\n9\r\n$1\r\nx\r\n$3\r\na\0b\r\n", 34);
    CHECK(content == Content(queue::Undecodable{expected, "version 9"}));
}

TEST_CASE("the bytes that a dead letter keeps of an entry are read again as the entry", "[codec]") {
    auto message = full_message();
    message.text = GENERATE(
        std::string("井盖松动"), std::string("a\0b\r\n$3\r\n*", 10), std::string("\xff\xfe", 2)
    );
    CHECK(queue::decode_entry_bytes(queue::entry_bytes(message)) == Content(message));
    const auto undecodable = queue::decode({{"v", "9"}, {"text", "来自未来"}});
    const auto& bytes = std::get<queue::Undecodable>(undecodable).bytes;
    CHECK(queue::decode_entry_bytes(bytes) == undecodable);
}

TEST_CASE("bytes that are not the fields of an entry are said to be that", "[codec]") {
    const auto good = queue::entry_bytes(full_message());
    for (std::size_t size = 0; size < good.size(); ++size)
        CHECK(std::holds_alternative<queue::Undecodable>(
            queue::decode_entry_bytes(std::string_view(good).substr(0, size))
        ));
    for (const std::string_view bytes :
         {"<xml/>",
          "*1\r\n$1\r\nv\r\n",
          "*2\r\n$1\r\nv\r\n$1\r\n1\r\nmore",
          "*2\r\n$1\r\nv\r\n$18446744073709551615\r\n1\r\n",
          "*18446744073709551614\r\n$1\r\nv\r\n",
          "*-2\r\n",
          "$2\r\nab\r\n"})
        CHECK(
            queue::decode_entry_bytes(bytes) ==
            Content(queue::Undecodable{std::string(bytes), "not the fields of an entry"})
        );
}

TEST_CASE("a command is written as an array of bulk strings", "[resp]") {
    queue::RespCommand command{"SET", "k", ""};
    CHECK(command.wire() == "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n");
    CHECK(command.name() == "SET");
    for (int count = 3; count < 1000; ++count)
        command.add("x");
    CHECK(command.wire().substr(0, 7) == "*1000\r\n");
    command.clear();
    CHECK(command.add(std::int64_t{-12}).wire() == "*1\r\n$3\r\n-12\r\n");
}

TEST_CASE("every field that is written is in docs/stream_contract.md", "[codec]") {
    std::ifstream file(test::source_folder() + "/docs/stream_contract.md");
    const std::string contract{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(contract.empty());
    Fields fields = queue::encode(full_message());
    const Fields raw = queue::encode(queue::RawDelivery{"a", "b", "c", "d", {}});
    fields.insert(fields.end(), raw.begin(), raw.end());
    for (const auto& [name, value] : fields) {
        INFO(name);
        // "file.0.name" is written down as "`file.<n>.name`, `.type`, ...".
        const std::size_t dot = name.rfind('.');
        const std::string last = dot == std::string::npos ? name : name.substr(dot);
        const bool grammar = contract.find('"' + last + '"') != std::string::npos;
        const bool table = contract.find('`' + last + '`') != std::string::npos;
        CHECK((grammar || table || last == ".name"));
    }
}
