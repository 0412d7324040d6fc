#include "bot/intake/bells.hpp"

#include "bot/channel/open_channels.hpp"
#include "catch.hpp"

#include <stdexcept>

namespace huiying::intake {
namespace {

using channel::PullEnd;
using std::chrono::minutes;
using std::chrono::seconds;

const AccountAddress kTown{"wecom_kf", "town"};

model::ChannelAccount account(const std::string& name, const std::string& kf) {
    model::ChannelAccount made{"wecom_kf", name, {}, {}, true};
    made.settings = {{"corp_id", "ww1"}, {"open_kfid", kf}};
    made.secrets = {
        {"token", "t"},
        {"aes_key", "hY7sQ2mKp0vTzXcR4nLdWbE6jU9gAaFi3oZ8tByC1Ne"},
        {"app_secret", "s3cret"}};
    return made;
}

/// Bells by a clock that stands until it is moved.
struct Desk {
    /// The tokens that were answered, and how they end.
    std::vector<std::string> answered(PullEnd end = PullEnd::all) {
        std::vector<std::string> tokens;
        while (bells.answer_one([&](const AccountAddress& address, const Bells::Bell& bell) {
            tokens.push_back(address.second + " " + bell.token);
            return end;
        })) {
        }
        return tokens;
    }

    Bells::Time now{};
    Bells bells{[this] { return now; }};
};

using Answered = std::vector<std::string>;

}  // namespace

TEST_CASE("a bell whose answer throws is not lost", "[intake]") {
    Desk desk;
    desk.bells.ring(kTown, "T1");
    CHECK_THROWS(desk.bells.answer_one([](const auto&, const auto&) -> PullEnd {
        throw std::runtime_error("broken");
    }));
    CHECK(desk.answered().empty());
    desk.now += seconds(2);
    CHECK(desk.answered() == Answered{"town T1"});
    desk.now += minutes(60);
    CHECK(desk.answered().empty());
}

TEST_CASE("a bell is tried again later and later, and yields to one that rings anew", "[intake]") {
    Desk desk;
    desk.bells.ring(kTown, "T1");
    CHECK(desk.answered(PullEnd::later).size() == 1);
    desk.now += seconds(2);
    CHECK(desk.answered(PullEnd::later).size() == 1);
    desk.now += seconds(3);
    CHECK(desk.answered(PullEnd::later).empty());
    desk.now += seconds(1);
    CHECK(desk.answered(PullEnd::never).size() == 1);
    desk.now += seconds(599);
    CHECK(desk.answered().empty());
    desk.bells.ring(kTown, "T2");
    CHECK(desk.answered() == Answered{"town T2"});
}

TEST_CASE("an account that is new, back or changed is pulled without a bell", "[intake]") {
    Desk desk;
    desk.bells.attend({account("town", "wk1")});
    CHECK(desk.answered() == Answered{"town "});
    desk.bells.attend({account("town", "wk1"), account("port", "wk2")});
    CHECK(desk.answered() == Answered{"port "});
    desk.bells.attend({account("port", "wk2")});
    CHECK(desk.answered().empty());
    desk.bells.attend({account("town", "wk1"), account("port", "wk2")});
    CHECK(desk.answered(PullEnd::never) == Answered{"town "});
    desk.bells.attend({account("town", "wk3"), account("port", "wk2")});
    CHECK(desk.answered() == Answered{"town "});
}

TEST_CASE("every account is pulled every five minutes, a bell keeps its token", "[intake]") {
    Desk desk;
    const std::vector accounts{account("town", "wk1"), account("port", "wk2")};
    CHECK(desk.bells.is_round_due());
    desk.bells.attend(accounts);
    desk.answered();
    desk.now += seconds(299);
    CHECK_FALSE(desk.bells.is_round_due());
    desk.now += seconds(1);
    REQUIRE(desk.bells.is_round_due());
    desk.bells.ring(kTown, "T1");
    desk.bells.attend(accounts);
    CHECK(desk.answered() == Answered{"port ", "town T1"});
    CHECK_FALSE(desk.bells.is_round_due());
}

TEST_CASE("a bell rings for every open account of its inbox, and for no other", "[intake]") {
    channel::OpenChannels channels;
    auto closed = account("closed", "wk2");
    closed.active = false;
    auto other_corporation = account("other", "wk2");
    other_corporation.settings["corp_id"] = "ww2";
    channels.replace(
        {account("port", "wk2"), account("town", "wk1"), closed, other_corporation}, 1
    );
    using Addresses = std::vector<AccountAddress>;
    CHECK(accounts_of_inbox(channels, "wecom_kf", "ww1|wk2") == Addresses{{"wecom_kf", "port"}});
    CHECK(accounts_of_inbox(channels, "wecom_kf", "ww1|wk1") == Addresses{kTown});
    CHECK(accounts_of_inbox(channels, "webhook", "ww1|wk1").empty());
    CHECK(accounts_of_inbox(channels, "wecom_kf", "ww1|wk9").empty());
    CHECK(pulling_accounts(channels).size() == 3);
}

}  // namespace huiying::intake
