// A public copy holds nobody's telephone or identity number, whoever wrote it there.
#include "board/desk/publications.hpp"

#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using test::DeskGround;
using test::verdict;

namespace {

struct PublicGround : DeskGround {
    PublicGround() {
        auto made = message("k", "银春路的路灯坏了");
        made.publish = model::PublishConsent::yes;
        number = taken_in(made);
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好。")) == "ok");
    }

    desk::Publications publications() { return {database, *town, clock}; }

    std::string proposed(const std::string& answer) {
        return verdict(
            publications().propose(handler, number, {"路灯", "路灯不亮", answer}, version())
        );
    }

    std::int64_t version() { return publications().view(handler, number)->version; }

    std::string number;
};

}  // namespace

TEST_CASE("a public copy with somebody's number is refused, and says which", "[desk]") {
    PublicGround ground;
    CHECK(ground.proposed("请联系13912345678。") == "phone_left");
    CHECK(ground.proposed("请联系１３９ １２３４ ５６７８。") == "phone_left");
    CHECK(ground.proposed("身份证310112199003074512已登记。") == "identity_left");
    CHECK(ground.publications().view(ground.handler, ground.number)->state == "none");
    CHECK(ground.proposed("身份证［证件号］、电话［电话］已登记，也可拨打12345。") == "ok");
}

TEST_CASE("the number at which a unit of the town is reached may be public", "[desk]") {
    PublicGround ground;
    CHECK(ground.proposed("请致电021-64121234。") == "phone_left");
    ground.database.write([](store::Connection& connection) {
        connection.run("update unit set contact = '电话：021-6412 1234' where code = 'cjzx'");
        connection.run("update revision set value = value + 1");
    });
    (void)ground.town->refresh();
    CHECK(ground.proposed("请致电021-64121234。") == "ok");
}

TEST_CASE("who reviews a public copy is told what may still name somebody", "[desk]") {
    PublicGround ground;
    REQUIRE(ground.proposed("张建国先生：3号楼201室门前的路灯已修好。") == "ok");
    const auto view = ground.publications().view(ground.reviewer, ground.number);
    CHECK(view->masked.empty());
    CHECK(view->warnings == std::vector<std::string>{"姓名", "门牌号"});
    const auto history = ground.tickets().view(ground.reviewer, ground.number)->history;
    CHECK(history.back().detail.find("姓名、门牌号") != std::string::npos);
}

TEST_CASE("what was proposed before the check is refused when it is to be published", "[desk]") {
    PublicGround ground;
    REQUIRE(ground.proposed("已修好。") == "ok");
    ground.database.write([](store::Connection& connection) {
        connection.run("update publication set answer = '请联系13912345678。'");
    });
    auto publications = ground.publications();
    // As the record has it, so that the hash is that of the stored text.
    const auto hash = publications.view(ground.reviewer, ground.number)->text_hash;
    CHECK(
        verdict(publications.review(
            ground.reviewer, ground.number, {hash, true, true, true, "可以公开"}
        )) == "phone_left"
    );
    CHECK(
        verdict(
            publications.review(ground.reviewer, ground.number, {hash, true, false, true, "有电话"})
        ) == "ok"
    );
    CHECK(publications.view(ground.reviewer, ground.number)->state == "proposed");
}
