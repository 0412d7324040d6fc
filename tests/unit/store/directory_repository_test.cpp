#include "board/store/directory_repository.hpp"

#include "catch.hpp"
#include "record_ground.hpp"

using namespace huiying;
using store::Connection;
using store::DirectoryRepository;

TEST_CASE("every change of the directory raises its revision", "[store]") {
    test::RecordGround ground;
    const auto revision = [&] {
        return ground.database.read([](Connection& connection) {
            return DirectoryRepository(connection).revision();
        });
    };
    auto last = revision();
    const auto raises = [&](auto change) {
        ground.database.write([&](Connection& connection) {
            DirectoryRepository directory(connection);
            change(directory);
        });
        const bool raised = revision() > last;
        last = revision();
        return raised;
    };
    CHECK(raises([](DirectoryRepository& directory) {
        directory.put(model::Unit{.code = "a", .name = "甲"});
    }));
    CHECK(raises([](DirectoryRepository& directory) {
        directory.put(model::FaqEntry{.id = "q", .question = "?", .answer = "!"}, "x", {});
    }));
    CHECK(raises([](DirectoryRepository& directory) { directory.put_setting("k", "v"); }));
    CHECK(raises([](DirectoryRepository& directory) {
        directory.put(model::ChannelAccount{.channel = "webhook", .name = "a"}, {}, {});
    }));
}

TEST_CASE(
    "secrets of an account are unreadable in the file and with another town's secret", "[store]"
) {
    test::RecordGround ground;
    const model::TownSecret secret{1, 2, 3};
    const model::ChannelAccount account{
        "webhook",
        "partner",
        {{"reply_url", "http://127.0.0.1/"}},
        {{"secret", "whsec_very_secret"}},
        true};
    ground.database.write([&](Connection& connection) {
        DirectoryRepository(connection).put(account, secret, {});
    });
    ground.database.read([&](Connection& connection) {
        auto row = connection.query("select sealed_secrets || settings from channel_account");
        REQUIRE(row.next());
        CHECK(row.text(0).find("very_secret") == std::string::npos);
        CHECK(DirectoryRepository(connection).channel_accounts(secret) == std::vector{account});
        CHECK_THROWS_AS(
            DirectoryRepository(connection).channel_accounts(model::TownSecret{9}),
            store::StoreUnavailable
        );
    });
}

TEST_CASE("units and FAQ entries come back as they were written, in their order", "[store]") {
    test::RecordGround ground;
    const model::Unit unit{
        "cjzx",
        "城市建设管理事务中心",
        "城建中心",
        {"城建"},
        "institution",
        "路灯",
        {"路灯", "井盖"},
        {"银春路"},
        "【待填】",
        false,
        true};
    const model::FaqEntry entry{
        "q1",
        "民生",
        "问",
        {"怎么问"},
        "答",
        "cjzx",
        "某法",
        "2026-01-01",
        "",
        model::FaqReview::reviewed,
        true};
    ground.database.write([&](Connection& connection) {
        DirectoryRepository directory(connection);
        directory.put(model::Unit{.code = "zz", .name = "先"});
        directory.put(unit);
        directory.put(entry, "a", {});
    });
    ground.database.read([&](Connection& connection) {
        DirectoryRepository directory(connection);
        const auto units = directory.units();
        REQUIRE(units.size() == 2);
        CHECK(units[1] == unit);
        CHECK(directory.faq_entries() == std::vector{entry});
    });
}
