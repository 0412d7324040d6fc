#include "config/calendar_ics.hpp"

#include "catch.hpp"
#include "config/config_error.hpp"

using namespace huiying::config;

namespace {

std::string event(
    const std::string& first, const std::string& summary, const std::string& more = ""
) {
    return "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:" + first + "\r\nSUMMARY:" + summary + "\r\n" +
           more + (more.empty() ? "" : "\r\n") + "END:VEVENT\r\n";
}

std::string calendar(const std::string& events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
}

CalendarRow only_row(const std::string& events) {
    const auto rows = parse_ics("h.ics", calendar(events), {});
    REQUIRE(rows.size() == 1);
    return rows.front();
}

std::string refusal(const std::string& text) {
    try {
        (void)parse_ics("h.ics", text, {});
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "was accepted";
}

using Days = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("iCalendar is told from JSON by its first line, mark or not", "[config]") {
    CHECK(is_ics("BEGIN:VCALENDAR\r\n"));
    CHECK(
        is_ics("\xEF\xBB\xBF"
               "BEGIN:VCALENDAR\n")
    );
    CHECK_FALSE(is_ics("{\"year\":2027}"));
    CHECK_FALSE(is_ics(""));
    CHECK(
        parse_ics("h.ics", "\xEF\xBB\xBF" + calendar(event("20270501", "劳动节（休）")), {})
            .size() == 1
    );
}

TEST_CASE("what publishers write for off and worked is understood", "[config]") {
    const auto [summary, more, worked] = GENERATE(table<const char*, const char*, bool>({
        {"劳动节（休）", "", false},
        {"劳动节(休)", "", false},
        {"劳动节 假期 第1天/共5天", "", false},
        {"劳动节放假", "", false},
        {"劳动节", "CATEGORIES:休", false},
        {"劳动节", "CATEGORIES:节日,休", false},
        {"劳动节", "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY", false},
        {"劳动节（班）", "", true},
        {"劳动节 补班", "", true},
        {"劳动节调休上班", "", true},
        {"劳动节", "CATEGORIES:班", true},
        {"劳动节", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY", true},
    }));
    CAPTURE(summary, more);
    const auto row = only_row(event("20270508", summary, more));
    const Days named{{"2027-05-08", "劳动节"}};
    CHECK(row.workdays == (worked ? named : Days{}));
    CHECK(row.holidays == (worked ? Days{} : named));
}

TEST_CASE("an end is the day after the last; the first day as end means one day", "[config]") {
    const auto [more, days] = GENERATE(table<const char*, std::size_t>({
        {"", 1},
        {"DTEND;VALUE=DATE:20270504", 3},
        {"DTEND;VALUE=DATE:20270501", 1},
        {"DURATION:P3D", 3},
        {"DURATION:P1W", 7},
    }));
    CAPTURE(more);
    CHECK(only_row(event("20270501", "劳动节（休）", more)).holidays.size() == days);
}

TEST_CASE("observances and cancelled days are left out", "[config]") {
    const auto row = only_row(
        event("20270214", "情人节") + event("20270501", "劳动节（休）") +
        event("20270502", "劳动节（休）", "STATUS:CANCELLED") +
        event("20270308", "妇女节", "RRULE:FREQ=YEARLY")
    );
    CHECK(row.holidays == Days{{"2027-05-01", "劳动节"}});
}

TEST_CASE("days of a December go with the year after when the file is about that", "[config]") {
    const auto row = only_row(
        event("20261231", "元旦（休）", "DTEND;VALUE=DATE:20270102") +
        event("20270501", "劳动节（休）")
    );
    CHECK(row.year == 2027);
    CHECK(row.holidays.size() == 3);
    const auto two = parse_ics(
        "h.ics",
        calendar(
            event("20260501", "劳动节（休）") + event("20261231", "元旦（休）") +
            event("20270501", "劳动节（休）")
        ),
        {}
    );
    REQUIRE(two.size() == 2);
    CHECK(two.front().holidays.count("2026-12-31") == 1);
    const auto january =
        only_row(event("20270501", "劳动节（休）") + event("20280101", "元旦（休）"));
    CHECK(january.year == 2027);
    CHECK(january.holidays.size() == 2);
    CHECK(only_row(event("20270101", "元旦（休）")).year == 2027);
}

TEST_CASE("one year is taken out of a file of several", "[config]") {
    const auto text = calendar(
        event("20260501", "劳动节（休）") + event("20261231", "元旦（休）") +
        event("20270501", "劳动节（休）") + event("20280501", "劳动节（休）")
    );
    const auto rows = parse_ics("h.ics", text, {.year = 2027});
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().holidays == Days{{"2026-12-31", "元旦"}, {"2027-05-01", "劳动节"}});
    CHECK_THROWS_AS(parse_ics("h.ics", text, {.year = 2030}), ConfigError);
}

TEST_CASE("only a named notice makes a file official", "[config]") {
    const auto text = calendar(event("20270501", "劳动节（休）"));
    const auto plain = parse_ics("/tmp/h.ics", text, {}).front();
    CHECK(plain.standing == "provisional");
    CHECK(plain.source.find("导入自 h.ics") == 0);
    const auto vouched = parse_ics("h.ics", text, {.source = "国办发明电〔测试〕"}).front();
    CHECK(vouched.standing == "official");
    CHECK(vouched.source == "国办发明电〔测试〕");
}

TEST_CASE("a calendar that cannot be trusted is refused with file and event", "[config]") {
    const auto [text, said] = GENERATE(table<std::string, const char*>({
        {calendar(event("20270501", "劳动节 调休")), "事件“劳动节 调休”：看不出是休还是班"},
        {calendar(event("20270501", "劳动节（休班）")), "看不出是休还是班"},
        {calendar(event("20270501", "劳动节（休）", "RRULE:FREQ=YEARLY")), "重复事件"},
        {calendar(event("20270501", "劳动节（休）", "RDATE;VALUE=DATE:20270601")), "重复事件"},
        {calendar(event("20270501", "劳动节（休）", "DTEND;VALUE=DATE:20270701")), "超过 31 天"},
        {calendar(event("20270501", "劳动节（休）") + event("20270501", "五一（休）")), "两次"},
        {calendar(event("20270501", "劳动节（休）") + event("20270501", "五一（班）")),
         "既是休息日又是上班日"},
        {calendar(
             "BEGIN:VEVENT\r\nDTSTART:20270501T090000Z\r\nSUMMARY:劳动节（休）\r\nEND:VEVENT\r\n"
         ),
         "不是全天事件"},
        {calendar("BEGIN:VEVENT\r\nSUMMARY:劳动节（休）\r\nEND:VEVENT\r\n"), "没有日期"},
        {calendar("BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270501\r\nCATEGORIES:休\r\nEND:VEVENT\r\n"),
         "没有标题"},
        {calendar(event("20270230", "春节（休）")), "h.ics："},
        {calendar(event("2027", "春节（休）")), "h.ics："},
        {calendar(""), "没有标明"},
        {calendar(event("20270501", "劳动节（休）")) + calendar(event("20280501", "劳动节（休）")),
         "只有一个 VCALENDAR"},
        {"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "h.ics："},
        {"", "不是有效的 iCalendar"},
    }));
    CAPTURE(text);
    const auto what = refusal(text);
    INFO(what);
    CHECK(what.find("h.ics：") == 0);
    CHECK(what.find(said) != std::string::npos);
}
