// The catalogue as a file.
#include "catalogue_ground.hpp"

using namespace huiying;
using desk::SheetForm;
using model::DueKind;
using test::CatalogueGround;
using Became = desk::CatalogueImportLine::Result;

namespace {

struct FileGround : CatalogueGround {
    desk::CatalogueImportReport take(
        const std::string& bytes, const desk::CatalogueImportWanted& wanted = {}
    ) {
        auto read = file.import(bytes, wanted, "zhao");
        if (const auto* trouble = std::get_if<desk::FileTrouble>(&read))
            FAIL(trouble->words);
        return std::get<desk::CatalogueImportReport>(std::move(read));
    }
};

const std::string kHead = "一级事项,公开事项,责任单位,公开时限,责任人,备注\r\n";

}  // namespace

TEST_CASE_METHOD(FileGround, "each line is taken or refused with its reason", "[catalogue]") {
    const auto bytes = kHead +
                       "财政,预算,城建中心,20个工作日内,陆工,x\r\n"
                       "财政,决算,cjzx,每年3月31日前,,\r\n"
                       "村务,收支,cjzx,每季度第1个月10日前,,\r\n"
                       "村务,用水,cjzx,每月31日前,,\r\n"
                       "村务,选举,cjzx,2026-12-31前（一次）,,\r\n"
                       "村务,没有时限,cjzx,及时,,\r\n村务,,cjzx,每月1日前,,\r\n"
                       "村务,谁,无此单位,每月1日前,,\r\n村务,用水,cjzx,每月31日前,,\r\n"
                       "村务,无人,cjzx,每月1日前,张三,\r\n";
    const auto trial = take(bytes, {.is_trial = true});
    CHECK_FALSE(trial.is_written);
    CHECK(catalogue.rows(office).empty());
    CHECK_FALSE(take(bytes, {.all_or_none = true}).is_written);
    const auto report = take(bytes);
    CHECK(report.is_written);
    CHECK(report.ignored == std::vector<std::string>{"备注"});
    REQUIRE(report.lines.size() == 10);
    CHECK(report.count(Became::added) == 5);
    CHECK(report.lines[5].words.find("公开时限“及时”看不懂") == 0);
    CHECK(report.lines[6].words == "没有公开事项的名称");
    CHECK(report.lines[7].words == "没有单位“无此单位”");
    CHECK(report.lines[8].words == "与第 5 行是同一项");
    CHECK(report.lines[9].words.find("没有责任人“张三”") != std::string::npos);
    const auto rows = catalogue.rows(office);
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].item.person == "lu");
    CHECK(rows[1].item.period == model::DuePeriod{.kind = DueKind::yearly, .month = 3, .day = 31});
    CHECK(
        rows[2].item.period == model::DuePeriod{.kind = DueKind::quarterly, .month = 1, .day = 10}
    );
    CHECK(rows[3].item.period == model::DuePeriod{.kind = DueKind::monthly, .day = 31});
    CHECK(rows[4].item.period == model::DuePeriod{.kind = DueKind::once, .date = "2026-12-31"});
}

TEST_CASE_METHOD(FileGround, "what is taken out comes in again without a change", "[catalogue]") {
    keep(item());
    keep(monthly("water", 25));
    auto odd = item("odd");
    odd.name = "=名称,\"带引号\"";
    odd.content = "两行\n内容";
    odd.period = {.kind = DueKind::quarterly, .month = 3, .day = 5};
    odd.person = "qian";
    odd.active = false;
    keep(odd);
    for (const auto form : {SheetForm::csv, SheetForm::xlsx, SheetForm::json}) {
        const auto report = take(file.exported(form), {.replace = true});
        CHECK(report.count(Became::unchanged) == 3);
    }
}

TEST_CASE_METHOD(
    FileGround, "what is there is written over only where it is asked for", "[catalogue]"
) {
    take(kHead + "财政,预算,cjzx,20个工作日内,,\r\n");
    const std::string later = "一级事项,公开事项,责任单位,公开依据\r\n财政,预算,城建中心,条例\r\n";
    const auto kept = take(later);
    CHECK(kept.lines.front().result == Became::there);
    const auto changed = take(later, {.replace = true});
    CHECK(changed.lines.front().result == Became::changed);
    CHECK(changed.lines.front().words == "改了公开依据");
    const auto rows = catalogue.rows(office);
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().item.period.workdays == 20);
    CHECK(rows.front().item.basis == "条例");
}

TEST_CASE_METHOD(
    FileGround, "a file that is none, or says a column twice, is refused whole", "[catalogue]"
) {
    const auto trouble = [&](const std::string& bytes) {
        const auto read = file.import(bytes, {}, "zhao");
        return std::get<desk::FileTrouble>(read).words;
    };
    CHECK(trouble("公开事项\r\n").find("没有内容") == 0);
    CHECK(trouble("名称,公开事项\r\na,b\r\n").find("有两列都是“公开事项”") != std::string::npos);
    CHECK(trouble("一级事项\r\na\r\n").find("找不到“公开事项”") != std::string::npos);
    CHECK(trouble("PK\x01\x02").find("读不出来") != std::string::npos);
}

TEST_CASE_METHOD(FileGround, "citizens get the catalogue as a file too", "[catalogue]") {
    keep(monthly("water", 25));
    REQUIRE(published("water", proposed("water", "2026-11-25")) == "ok");
    const auto csv = catalogue.shown_as_csv();
    CHECK(
        csv.find("财政资金,预决算,每月water,收支总表,条例第二十条,城市建设管理事务中心,镇网站,"
                 "每月25日前,2026-11-23,2026年部门预算,,2026-12-25") != std::string::npos
    );
}

TEST_CASE_METHOD(FileGround, "a period is understood as it is said, or refused", "[catalogue]") {
    const auto trial = take(
        kHead +
            "财政,一,cjzx,每季度结束后20个工作日内,,\r\n财政,二,cjzx,每年第1季度10日前,,\r\n"
            "财政,三,cjzx,第1季度10日前,,\r\n财政,四,cjzx,季度结束后15日内,,\r\n"
            "财政,五,cjzx,形成之日起20个工作日内,,\r\n",
        {.is_trial = true}
    );
    REQUIRE(trial.lines.size() == 5);
    CHECK(trial.count(Became::refused) == 3);
    CHECK(trial.lines[0].words.find("里既有工作日数又有季度，只能写一种") != std::string::npos);
    CHECK(trial.lines[1].words.find("里既有季度又有年度，只能写一种") != std::string::npos);
    CHECK(trial.lines[2].words.find("看不懂") != std::string::npos);
    CHECK(trial.lines[3].words == "公开时限：每季度第1个月15日前");
    CHECK(trial.lines[4].words == "公开时限：20个工作日内");
}
