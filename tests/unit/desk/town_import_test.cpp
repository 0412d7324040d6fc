// What a town has already: units, people, past matters.
#include "board/desk/town_import.hpp"

#include "board/store/database.hpp"
#include "board/store/past_repository.hpp"
#include "board/store/routing_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using desk::ImportOf;
using desk::ImportWanted;
using Became = desk::ImportLine::Result;

namespace {

struct ImportGround : test::DeskGround {
    desk::TownImport import{database, *town, clock};

    std::vector<desk::ImportLine> take(
        ImportOf kind, const std::string& bytes, const ImportWanted& wanted = {}
    ) {
        const auto read = desk::read_import_file(kind, bytes, {});
        if (const auto* trouble = std::get_if<desk::FileTrouble>(&read))
            FAIL(trouble->words);
        auto taken = import.take(kind, std::get<desk::ImportFile>(read), wanted, "command");
        is_written = taken.is_written;
        return std::move(taken.lines);
    }

    bool is_written = false;

    std::vector<store::RoutingExample> examples() {
        return database.read([](store::Connection& connection) {
            return store::RoutingRepository(connection).examples(100);
        });
    }
};

std::string trouble_of(ImportOf kind, const std::string& bytes, const desk::HeadingMap& own = {}) {
    const auto read = desk::read_import_file(kind, bytes, own);
    const auto* trouble = std::get_if<desk::FileTrouble>(&read);
    return trouble ? trouble->words : "none";
}

}  // namespace

TEST_CASE_METHOD(ImportGround, "past matters teach routing and are no tickets", "[desk]") {
    const std::string csv =
        "编号,标题,内容,承办单位,来信时间\r\n"
        "A1,路灯,路灯不亮，电话13912345678,城建中心,2025/3/1\r\n"
        "A2,举报,举报执法队张队长收红包,执法队,\r\n"
        "A3,井盖,,城建中心,\r\nA4,井盖,井盖坏了,无此单位,\r\n"
        "A1,路灯,又一盏路灯不亮,城建中心,\r\nA6,井盖,井盖坏了,城建中心,明年\r\n";
    const auto lines = take(ImportOf::tickets, csv);
    REQUIRE(lines.size() == 6);
    CHECK(lines[0].result == Became::added);
    CHECK(lines[1].words == "涉及对单位或人员的反映，不作为学习材料");
    CHECK(lines[2].words == "没有内容");
    CHECK(lines[3].words == "没有单位“无此单位”");
    CHECK(lines[4].words == "“A1”在文件中重复");
    CHECK(lines[5].words == "来信时间“明年”看不懂，或是将来");
    const auto learnt = examples();
    REQUIRE(learnt.size() == 1);
    CHECK(learnt.front().unit == "cjzx");
    CHECK(learnt.front().ticket.value < 0);
    CHECK(learnt.front().text.find("13912345678") == std::string::npos);
    database.read([](store::Connection& connection) {
        for (const auto* table : {"ticket", "outbound", "alarm", "message"}) {
            auto row = connection.query("select count(*) from " + std::string(table));
            REQUIRE(row.next());
            CHECK(row.integer(0) == 0);
        }
    });
    CHECK(take(ImportOf::tickets, csv).front().result == Became::unchanged);
}

TEST_CASE_METHOD(ImportGround, "past matters come before the town's own tickets", "[desk]") {
    const auto number = taken_in(message("k", "银春路的路灯坏了"));
    REQUIRE(test::verdict(tickets().reply(handler, ref(handler, number), "已修好。")) == "ok");
    take(ImportOf::tickets, "text,unit\r\n路灯一,cjzx\r\n路灯二,cjzx\r\n");
    const auto learnt = examples();
    REQUIRE(learnt.size() == 3);
    CHECK(learnt[0].text == "路灯一");
    CHECK(learnt[1].text == "路灯二");
    CHECK(learnt[2].ticket.value > 0);
}

TEST_CASE_METHOD(ImportGround, "units are added, and changed only where asked", "[desk]") {
    const std::string csv =
        "代码,名称,类别,关键词,启用\r\n"
        "sqjs,社区建设办公室,部门,物业、业委会,是\r\n"
        "cjzx,城市建设管理事务中心,事业单位,路灯,是\r\n"
        "Bad,坏,部门,,\r\nxx,名,帮派,,\r\ndzb,党政办公室,办公室,,否\r\n";
    const auto lines = take(ImportOf::units, csv);
    CHECK(lines[0].result == Became::added);
    CHECK(lines[1].result == Became::there);
    CHECK(lines[1].words == "“cjzx”已有");
    CHECK(lines[2].words == "代码“Bad”不合要求：小写字母、数字和下划线，2 至 20 个");
    CHECK(lines[3].words == "类别“帮派”看不懂：办公室、部门、事业单位、执法队伍、居村委、公司之一");
    CHECK(town->snapshot()->unit("sqjs")->keywords == std::vector<std::string>{"物业", "业委会"});
    const auto again = take(ImportOf::units, csv, {.replace = true});
    CHECK(again[0].result == Became::unchanged);
    CHECK(again[1].result == Became::changed);
    CHECK(again[4].words == "分派来信的办公室不能停用");
    CHECK(town->snapshot()->unit("cjzx")->keywords == std::vector<std::string>{"路灯"});
    CHECK(town->snapshot()->lead_unit() == "dzb");
}

TEST_CASE_METHOD(
    ImportGround, "an object of a JSON file changes only what it says of a unit", "[desk]"
) {
    const auto before = *town->snapshot()->unit("cjzx");
    const auto lines = take(
        ImportOf::units,
        R"([{"code":"cjzx","name":"城建管理中心"},)"
        R"({"code":"sqjs","name":"社区建设办公室","aliases":"社区办","keywords":"物业"}])",
        {.replace = true}
    );
    CHECK(lines[0].result == Became::changed);
    CHECK(lines[1].result == Became::added);
    const auto& after = *town->snapshot()->unit("cjzx");
    CHECK(after.name == "城建管理中心");
    CHECK(after.aliases == before.aliases);
    CHECK(after.keywords == before.keywords);
}

TEST_CASE_METHOD(ImportGround, "people come with a password that is told once", "[desk]") {
    const std::string csv =
        "登录名,姓名,单位,角色\r\nwangwu,王五,城建中心,承办人、审核人\r\n"
        "Zhao Liu,赵六,,分派员\r\nqian,钱七,无此单位,承办人\r\n"
        "sun,孙八,,皇帝\r\nli,李九,,\r\n";
    const auto trial = take(ImportOf::people, csv, {.is_trial = true});
    CHECK(trial[0].result == Became::added);
    CHECK(trial[0].password.empty());
    desk::People people(database, *town, clock);
    CHECK(people.all().empty());
    const auto lines = take(ImportOf::people, csv);
    CHECK(test::verdict(people.log_in({"wangwu", lines[0].password, "peer", ""})) == "ok");
    CHECK(people.all().front().unit == "cjzx");
    CHECK(people.all().front().roles.size() == 2);
    CHECK(lines[1].result == Became::refused);
    CHECK(lines[2].words == "没有单位“无此单位”");
    CHECK(lines[3].words == "角色“皇帝”看不懂：分派员、承办人、审核人、分管领导、管理员");
    CHECK(lines[4].words == "没有角色：分派员、承办人、审核人、分管领导、管理员");
    CHECK(take(ImportOf::people, csv)[0].words == "“wangwu”已有，不覆盖；请在控制台修改");
}

TEST_CASE_METHOD(ImportGround, "one refused line leaves everything as it was", "[desk]") {
    const std::string good = "登录名,姓名,单位,角色\r\nwangwu,王五,城建中心,承办人\r\n";
    const auto refused =
        take(ImportOf::people, good + "sun,孙八,无此单位,承办人\r\n", {.all_or_none = true});
    CHECK_FALSE(is_written);
    CHECK(refused[0].result == Became::added);
    CHECK(refused[0].password.empty());
    desk::People people(database, *town, clock);
    CHECK(people.all().empty());
    take(
        ImportOf::units,
        "代码,名称\r\nsqjs,社区建设办公室\r\ncjzx,改了名\r\n",
        {.all_or_none = true}
    );
    CHECK_FALSE(is_written);
    CHECK(town->snapshot()->unit("sqjs") == nullptr);
    const auto taken = take(ImportOf::people, good, {.all_or_none = true});
    CHECK(is_written);
    CHECK(test::verdict(people.log_in({"wangwu", taken[0].password, "peer", ""})) == "ok");
}

TEST_CASE_METHOD(ImportGround, "what dies half way has brought nothing", "[desk]") {
    database.write([](store::Connection& connection) {
        connection.script(
            "create temp trigger person_dies before insert on staff when new.login = 'sun' begin "
            "select raise(abort, 'dies'); end; create temp trigger unit_dies before insert on unit "
            "when new.code = 'zz' begin select raise(abort, 'dies'); end"
        );
    });
    CHECK_THROWS(
        take(ImportOf::people, "登录名,姓名,角色\r\nwangwu,王五,承办人\r\nsun,孙八,承办人\r\n")
    );
    CHECK(desk::People(database, *town, clock).all().empty());
    CHECK_THROWS(take(ImportOf::units, "代码,名称\r\nsqjs,社区建设办公室\r\nzz,某某\r\n"));
    town->refresh();
    CHECK(town->snapshot()->unit("sqjs") == nullptr);
}

TEST_CASE("a heading of one's own is mapped, and a missing column named", "[desk]") {
    const std::string csv = "诉求描述,部门名称\r\n路灯,城建中心\r\n";
    CHECK(trouble_of(ImportOf::tickets, csv).starts_with("表头里找不到“内容”一列"));
    CHECK(
        trouble_of(ImportOf::tickets, csv, {{"诉求描述", "text"}, {"部门名称", "unit"}}) == "none"
    );
    CHECK(trouble_of(
              ImportOf::tickets, csv, {{"诉求描述", "body"}}
    ).starts_with("没有字段“body”；可以是number（编号）"));
}

TEST_CASE_METHOD(
    ImportGround, "a layout says what columns are, also where one is missing", "[desk]"
) {
    const std::string csv = "来件号,诉求描述,承办单位\r\nM1,路灯不亮,cjzx\r\n";
    const auto layout = [&](const desk::HeadingMap& own) {
        return std::get<desk::ImportLayout>(desk::read_import_layout(ImportOf::tickets, csv, own));
    };
    const auto bare = layout({});
    CHECK(bare.trouble == "还没有一列是“内容”：请选哪一列是它");
    REQUIRE(bare.columns.size() == 3);
    CHECK(bare.columns[1].field.empty());
    CHECK(bare.columns[1].example == "路灯不亮");
    CHECK(bare.columns[2].field == "unit");
    CHECK(layout({{"诉求描述", "text"}}).trouble.empty());
    CHECK(
        layout({{"诉求描述", "text"}, {"来件号", "text"}}).trouble == "有两列都是“内容”：只留一列"
    );
    CHECK(
        layout({{"诉求描述", "text"}, {"承办单位", ""}}).trouble.find("“承办单位”") !=
        std::string::npos
    );
    CHECK(trouble_of(ImportOf::tickets, csv, {{"诉求描述", "nonsense"}}).find("没有字段") == 0);
}

TEST_CASE_METHOD(
    ImportGround, "thousands of past matters are kept, and what is there stays", "[desk]"
) {
    std::string csv = "编号,内容,承办单位\r\n";
    for (int i = 0; i < 1'203; ++i)
        csv += "N" + std::to_string(i) + ",第" + std::to_string(i) + "盏路灯不亮,cjzx\r\n";
    const auto first = take(ImportOf::tickets, csv);
    CHECK(std::count_if(first.begin(), first.end(), [](const auto& line) {
              return line.result == Became::added;
          }) == 1'203);
    const auto again = take(ImportOf::tickets, csv);
    CHECK(again.back().result == Became::unchanged);
    const auto other = take(ImportOf::tickets, "编号,内容,承办单位\r\nN7,井盖坏了,cjzx\r\n");
    CHECK(other.front().result == Became::there);
}
