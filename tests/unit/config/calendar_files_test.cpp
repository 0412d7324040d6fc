#include "config/calendar_files.hpp"

#include "catch.hpp"
#include "config/config_error.hpp"

#include <fstream>

using namespace huiying::config;
namespace fs = std::filesystem;

namespace {

const std::string kNotice =
    R"({"year":2027,"standing":"official","source":"n","holidays":{"2026-12-31":"元旦","2027-01-01":"元旦"},"workdays":{"2027-01-03":"元旦"}})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

template <class Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "was accepted";
}

/// An empty folder that is gone after the test.
class Folder {
  public:
    Folder() { fs::remove_all(path); }

    ~Folder() { fs::remove_all(path); }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const fs::path path = fs::temp_directory_path() / "huiying_calendar_files_test";
};

}  // namespace

TEST_CASE("calendars cover 2007 to 2026 officially and 2027 provisionally", "[config]") {
    std::map<int, std::string> standings;
    for (const auto& row : packed_calendars()) {
        standings[row.year] = row.standing;
        CHECK_FALSE(row.holidays.empty());
        CHECK(row.file == "config/calendar/cn-" + std::to_string(row.year) + ".json");
    }
    REQUIRE(standings.size() == 21);
    for (int year = 2007; year <= 2026; ++year)
        CHECK(standings[year] == "official");
    CHECK(standings[2027] == "provisional");
}

TEST_CASE("a notice may name days of the December before and the January after", "[config]") {
    const auto row = parse_calendar("x", replaced(kNotice, "2027-01-03", "2028-01-31"));
    CHECK(row.year == 2027);
    CHECK(row.holidays.size() == 2);
    CHECK(row.workdays.count("2028-01-31") == 1);
    CHECK_NOTHROW(parse_calendar("x", replaced(kNotice, "2026-12-31", "2026-12-01")));
}

TEST_CASE(
    "a calendar that is wrong in one place is refused with file, key and reason", "[config]"
) {
    struct Row {
        const char* from;
        const char* to;
        const char* said;
    };

    const auto row = GENERATE(
        Row{"2027-01-01", "2026-12-31", "2026-12-31：出现了两次"},
        Row{"2027-01-03", "2027-01-01", "workdays.2027-01-01：既是休息日又是上班日"},
        Row{"2027-01-03", "2027-02-29", "workdays.2027-02-29：不是日期"},
        Row{"2027-01-03", "2027-1-3", "workdays.2027-1-3：不是日期"},
        Row{"2027-01-03", "+027-01-03", "workdays.+027-01-03：不是日期"},
        Row{"2027-01-03", "2027/01/03", "workdays.2027/01/03：不是日期"},
        Row{"2026-12-31",
            "2026-11-30",
            "holidays.2026-11-30：不属于 2027 年的日历；可写 2026-12-01"},
        Row{"2027-01-03", "2028-02-01", "workdays.2028-02-01：不属于 2027 年的日历"},
        Row{"\"元旦\"}", "\"\"}", "holidays.2027-01-01：名称为空"},
        Row{"\"元旦\"}", "1}", "holidays.2027-01-01：名称应为一段文字"},
        Row{":2027", ":\"2027\"", "year：\"2027\" 不是年份"},
        Row{":2027", ":1900", "year：1900 不是年份"},
        Row{"official", "draft", "standing：“draft”不在可选范围；可写 official, provisional"},
        Row{"\"n\"", "\"\"", "source：应为一段文字"},
        Row{"\"source\"", "\"sauce\"", "sauce：没有这一项；可写 year"},
        Row{"\"source\":\"n\",", "", "source：缺少这一项"},
        Row{"{\"2027-01-03\":\"元旦\"}", "[]", "workdays：应为"},
        Row{"}}", "}", "不是有效的 JSON"}
    );
    const auto said =
        refusal([&] { (void)parse_calendar("here.json", replaced(kNotice, row.from, row.to)); });
    INFO(said);
    CHECK(said.find("here.json：") == 0);
    CHECK(said.find(row.said) != std::string::npos);
}

TEST_CASE("a calendar that is no object is refused", "[config]") {
    CHECK(refusal([] {
              (void)parse_calendar("x", "[]");
          }).find("不是一份日历") != std::string::npos);
    CHECK_THROWS_AS(parse_calendar("x", ""), ConfigError);
}

TEST_CASE("a calendar is written so that it is read again", "[config]") {
    const auto row = parse_calendar("x", kNotice);
    const auto again = parse_calendar("y", calendar_text(row));
    CHECK(again.holidays == row.holidays);
    CHECK(again.workdays == row.workdays);
    CHECK(again.source == row.source);
    CHECK(again.standing == row.standing);
}

TEST_CASE("an imported year stands in for the packed one, and others stay", "[config]") {
    const Folder folder;
    CHECK(calendars_in_force(folder.path).size() == 21);
    write_calendars(folder.path, {parse_calendar("x", kNotice)});
    const auto rows = calendars_in_force(folder.path);
    REQUIRE(rows.size() == 21);
    CHECK(rows.back().source == "n");
    CHECK(rows.back().file == (folder.path / "cn-2027.json").string());
    CHECK(rows.front().year == 2007);
    // Written over, whole: nothing else is left in the folder.
    write_calendars(folder.path, {parse_calendar("x", replaced(kNotice, "\"n\"", "\"m\""))});
    CHECK(calendars_in_force(folder.path).back().source == "m");
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator{}) == 1);
}

TEST_CASE("a provisional year in the folder never hides an official one", "[config]") {
    const Folder folder;
    auto row = parse_calendar("x", kNotice);
    row.standing = "provisional";
    write_calendars(folder.path, {row});
    CHECK(calendars_in_force(folder.path).back().source == "n");
    row.year = 2026;
    row.holidays = {{"2026-01-01", "元旦"}};
    row.workdays = {};
    write_calendars(folder.path, {row});
    for (const auto& in_force : calendars_in_force(folder.path))
        if (in_force.year == 2026)
            CHECK(in_force.standing == "official");
}

TEST_CASE("a broken or misnamed file in the folder is refused with its path", "[config]") {
    const Folder folder;
    fs::create_directories(folder.path);
    std::ofstream(folder.path / "cn-2027.json") << "{";
    const auto broken = refusal([&] { (void)calendars_in_force(folder.path); });
    CHECK(broken.find("cn-2027.json") != std::string::npos);
    fs::remove(folder.path / "cn-2027.json");
    std::ofstream(folder.path / "cn-2028.json") << kNotice;
    const auto misnamed = refusal([&] { (void)calendars_in_force(folder.path); });
    CHECK(misnamed.find("文件名应为 cn-2027.json") != std::string::npos);
    fs::remove(folder.path / "cn-2028.json");
    std::ofstream(folder.path / "notes.txt") << "{";
    CHECK(calendars_in_force(folder.path).size() == 21);
}

TEST_CASE("an import must not leave out a year or put a guess over a notice", "[config]") {
    const auto in_force = packed_calendars();
    auto row = parse_calendar("here.json", kNotice);
    CHECK_NOTHROW(check_import({row}, in_force));
    row.year = 2029;
    CHECK(refusal([&] {
              check_import({row}, in_force);
          }) == "here.json：year：2028 年没有日历，中间不能缺年；请先导入 2028 年");
    auto between = row;
    between.year = 2028;
    CHECK_NOTHROW(check_import({row, between}, in_force));
    row.year = 2026;
    row.standing = "provisional";
    CHECK(
        refusal([&] { check_import({row}, in_force); }) ==
        "here.json：standing：2026 年已有正式日历，不能用暂定日历替换；iCalendar "
        "文件请用 --source 写明所依据的通知"
    );
}

TEST_CASE("a folder that cannot be written is an error, not a crash", "[config]") {
    CHECK_THROWS_AS(write_calendars("/proc/huiying", {parse_calendar("x", kNotice)}), ConfigError);
    CHECK_THROWS_AS(read_calendar_file("/nowhere/at/all.json"), ConfigError);
    CHECK_THROWS_AS(read_calendar_file(fs::temp_directory_path()), ConfigError);
}
