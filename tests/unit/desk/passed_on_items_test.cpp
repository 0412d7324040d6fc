// Files and calls that bring matters from other bodies.
#include "board/desk/passed_on_items.hpp"

#include "board/model/passed_on.hpp"
#include "catch.hpp"

using namespace huiying;
using desk::FileItem;
using desk::FileTrouble;
using desk::ItemFields;
using desk::ItemTrouble;

namespace {

const model::Instant kNow = *model::parse_rfc3339("2026-11-26T10:00:00+08:00");

model::ChannelAccount account(const std::string& columns = "") {
    return {"upstream", "qzc", {{"title", "网上区长直通车"}, {"columns", columns}}, {}, true};
}

std::vector<FileItem> items(std::string_view bytes, const std::string& columns = "") {
    const auto read = desk::read_items(bytes, account(columns));
    if (const auto* trouble = std::get_if<FileTrouble>(&read))
        FAIL(trouble->words);
    return std::get<std::vector<FileItem>>(read);
}

std::string trouble_of_file(std::string_view bytes) {
    const auto read = desk::read_items(bytes, account());
    const auto* trouble = std::get_if<FileTrouble>(&read);
    return trouble ? trouble->words : "none";
}

const ItemFields kGood{
    {"number", "闵热转〔2026〕12号"},
    {"submitted_at", "2026-11-25 08:30"},
    {"due", "2026-11-30"},
    {"text", "银春路路灯不亮"},
    {"name", "王女士"},
    {"contact", "13812345678"},
    {"kind", "投诉类"}};

std::string trouble_with(std::string_view field, const std::string& value) {
    auto fields = kGood;
    fields[std::string(field)] = value;
    const auto read = desk::message_of(fields, account(), kNow);
    const auto* trouble = std::get_if<ItemTrouble>(&read);
    return trouble ? trouble->field + ": " + trouble->words : "none";
}

std::string at(std::string_view text, std::chrono::seconds of_day = {}) {
    const auto time = desk::parse_written_time(text, of_day);
    return time ? model::to_rfc3339(*time) : "none";
}

}  // namespace

TEST_CASE("a matter is a message with the citizen's time and the other body's date", "[desk]") {
    const auto read = desk::message_of(kGood, account(), kNow);
    REQUIRE(std::holds_alternative<model::InboundMessage>(read));
    const auto& message = std::get<model::InboundMessage>(read);
    CHECK(message.channel == model::kUpstream);
    CHECK(message.account == "qzc");
    CHECK(message.sender == "闵热转〔2026〕12号");
    CHECK(message.delivery_key == "upstream|qzc|闵热转〔2026〕12号|");
    CHECK(model::to_rfc3339(message.received_at) == "2026-11-25T08:30:00+08:00");
    CHECK(message.arrived_at == kNow);
    CHECK(model::to_rfc3339(*message.upstream_due) == "2026-11-30T23:59:59+08:00");
    CHECK(message.kind == model::Kind::complaint);
    CHECK(message.publish == model::PublishConsent::no);
}

TEST_CASE("what is wrong with a matter is said by field", "[desk]") {
    CHECK(trouble_with("number", "") == "number: 编号没有填");
    CHECK(trouble_with("number", "a|b") == "number: 编号不合要求：最多64个字，没有竖线和换行");
    CHECK(
        trouble_with("number", "2.02611260000123E+17") ==
        "number: 编号“2.02611260000123E+17”少了后面几位：请把这一列设为文本再导出"
    );
    CHECK(trouble_with("number", "E4") == "none");
    CHECK(trouble_with("submitted_at", "") == "submitted_at: 来信时间没有填");
    CHECK(
        trouble_with("submitted_at", "昨天") ==
        "submitted_at: 来信时间“昨天”看不懂，如 2026-11-20 08:30"
    );
    CHECK(
        trouble_with("submitted_at", "2026-11-27 08:30") ==
        "submitted_at: 来信时间“2026-11-27 08:30”是将来，或早于400天前"
    );
    CHECK(trouble_with("due", "2026-11-24") == "due: 办理期限“2026-11-24”早于来信时间");
    CHECK(trouble_with("text", " ") == "text: 内容没有填");
    CHECK(trouble_with("text", std::string("坏\0的", 7)) == "text: 内容不是有效的文字");
    CHECK(trouble_with("name", std::string(700, 'x')) == "name: 来信人太长");
    CHECK(trouble_with("kind", "别的") == "none");
}

TEST_CASE("times are read as people write them", "[desk]") {
    CHECK(at("2026-11-20 08:30") == "2026-11-20T08:30:00+08:00");
    CHECK(at("2026/11/20 8:30:05") == "2026-11-20T08:30:05+08:00");
    CHECK(at("2026年11月20日8时30分") == "2026-11-20T08:30:00+08:00");
    CHECK(at("2026.11.20", std::chrono::hours{17}) == "2026-11-20T17:00:00+08:00");
    CHECK(at("2026-11-20 08:30:00.0") == "2026-11-20T08:30:00+08:00");
    CHECK(at("2026-11-20T00:30:00Z") == "2026-11-20T08:30:00+08:00");
    for (const auto* wrong :
         {"",
          "20日",
          "2026-13-01",
          "2026-02-30",
          "2026-11-20 24:00",
          "2026-11-20 8",
          "11-20",
          "2026-11-20 08:30 左右"}) {
        INFO(wrong);
        CHECK(at(wrong) == "none");
    }
}

TEST_CASE("a CSV is read by its heading, in UTF-8 or GB 18030", "[desk]") {
    const auto read =
        items("工单编号,留言时间,诉求内容,不认识的\r\nA1,2026-11-25 08:30,路灯不亮,x\r\n");
    REQUIRE(read.size() == 1);
    CHECK(read[0].line == 2);
    CHECK(
        read[0].fields ==
        ItemFields{{"number", "A1"}, {"submitted_at", "2026-11-25 08:30"}, {"text", "路灯不亮"}}
    );
    // 编号,来信时间,内容 / A1,2026-11-25,路灯 in GB 18030
    const auto chinese = items(
        "\xB1\xE0\xBA\xC5,\xC0\xB4\xD0\xC5\xCA\xB1\xBC\xE4,\xC4\xDA\xC8\xDD\r\nA1,2026-11-25,"
        "\xC2\xB7\xB5\xC6\r\n"
    );
    REQUIRE(chinese.size() == 1);
    CHECK(chinese[0].fields.at("text") == "路灯");
}

TEST_CASE("an account may name its own columns", "[desk]") {
    const auto read = items(
        "来件号,何时,事由\nB7,2026-11-25,噪声\n",
        R"({"number":"来件号","submitted_at":"何时","text":"事由"})"
    );
    REQUIRE(read.size() == 1);
    CHECK(read[0].fields.at("number") == "B7");
}

TEST_CASE("a JSON list is read too", "[desk]") {
    const auto read =
        items(R"([{"number":"A1","submitted_at":"2026-11-25","text":"路灯","due":null}])");
    REQUIRE(read.size() == 1);
    CHECK(read[0].fields.at("text") == "路灯");
}

TEST_CASE("a file that is none of these says what is wanted", "[desk]") {
    CHECK(
        trouble_of_file("PK\x03\x04") == "文件读不出来：要 CSV（UTF-8 或 GB 18030）、XLSX 或 JSON"
    );
    CHECK(
        trouble_of_file("\xFF\xFF\xFF") == "文件读不出来：要 CSV（UTF-8 或 GB 18030）、XLSX 或 JSON"
    );
    CHECK(trouble_of_file("编号,来信时间,内容\n") == "文件里没有来件：第一行是表头，以下每行一件");
    CHECK(
        trouble_of_file("编号,内容\nA1,路灯\n") ==
        "表头里找不到“来信时间”一列；列名不同的，可在渠道设置里对应"
    );
}
