// The versions of an FAQ entry: kept, read, restored, and who was first.
#include "board/desk/faq_keeping.hpp"
#include "board/store/database.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;

namespace {

struct VersionGround : test::DeskGround {
    desk::FaqKeeping faq{database, *town, clock};

    model::FaqEntry lamp() const { return faq.items().front().entry; }

    std::int64_t put_answer(
        const std::string& answer, const std::string& by, std::optional<std::int64_t> seen = {}
    ) {
        auto entry = lamp();
        entry.answer = answer;
        const auto kept = faq.put(entry, by, seen);
        const auto* version = std::get_if<std::int64_t>(&kept);
        return version ? *version : 0;
    }
};

}  // namespace

TEST_CASE_METHOD(VersionGround, "every change is a version with who, when and what", "[desk]") {
    const auto first = lamp().answer;
    clock.set("2026-11-26T10:00:00+08:00");
    CHECK(put_answer("第二版。", "zhao") == 2);
    CHECK(faq.items().front().version == 2);
    const auto versions = faq.versions("lamp");
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].by == "zhao");
    CHECK(versions[0].at == clock.now());
    CHECK(versions[0].changed == std::vector<std::string>{"answer"});
    CHECK(versions[0].entry.answer == "第二版。");
    CHECK(versions[1].by == "import");
    CHECK(versions[1].entry.answer == first);
    CHECK(versions[1].changed.empty());
    CHECK(faq.versions("nobody").empty());
}

TEST_CASE_METHOD(VersionGround, "what reads as before is no new version", "[desk]") {
    CHECK(put_answer(lamp().answer + " \n", "zhao", 1) == 1);
    CHECK(faq.versions("lamp").size() == 1);
}

TEST_CASE_METHOD(
    VersionGround, "the second of two who change the same version is told who was first", "[desk]"
) {
    CHECK(put_answer("我的。", "zhao", 1) == 2);
    auto entry = lamp();
    entry.answer = "他的。";
    const auto kept = faq.put(entry, "li", 1);
    const auto* refused = std::get_if<desk::FaqRefused>(&kept);
    REQUIRE(refused);
    CHECK(refused->errc == model::Errc::version_conflict);
    CHECK(refused->trouble.words == "zhao先改过了，现在是第 2 版");
    CHECK(lamp().answer == "我的。");
    CHECK(put_answer("他的。", "li", 2) == 3);
    entry.answer = "又一个。";
    // A new entry under a number that is taken is a conflict too.
    CHECK(std::holds_alternative<desk::FaqRefused>(faq.put(entry, "li", 0)));
}

TEST_CASE_METHOD(
    VersionGround, "an old version is restored as the newest, and that can be undone", "[desk]"
) {
    const auto before = lamp();
    put_answer("写错了。", "zhao");
    REQUIRE(std::holds_alternative<std::int64_t>(faq.restore("lamp", 1, 2, "li")));
    CHECK(lamp() == before);
    CHECK(faq.versions("lamp").front().note == "恢复第 1 版");
    CHECK(faq.versions("lamp").front().version == 3);
    REQUIRE(std::holds_alternative<std::int64_t>(faq.restore("lamp", 2, 3, "li")));
    CHECK(lamp().answer == "写错了。");
    CHECK(std::holds_alternative<desk::FaqRefused>(faq.restore("lamp", 9, 4, "li")));
    CHECK(std::holds_alternative<desk::FaqRefused>(faq.restore("lamp", 1, 3, "li")));
}

TEST_CASE_METHOD(
    VersionGround, "an import that changes an entry is a version that says so", "[desk]"
) {
    const auto read = desk::read_faq_file("id,answer\r\nlamp,请留言。\r\n");
    faq.import(std::get<desk::FaqFile>(read), {.replace = true}, "zhao");
    CHECK(faq.versions("lamp").front().note == "导入");
    faq.import(std::get<desk::FaqFile>(read), {.replace = true}, "zhao");
    CHECK(faq.versions("lamp").size() == 2);
}
