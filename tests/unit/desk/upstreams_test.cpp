// Matters that another body passed on: whose date holds, what is asked and answered.
#include "board/desk/upstreams.hpp"

#include "board/desk/dashboard.hpp"
#include "board/desk/figures_check.hpp"
#include "board/desk/passed_on_items.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/database.hpp"
#include "board/store/outbox_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::TicketState;
using test::DeskGround;
using test::verdict;

namespace {

struct UpstreamGround : DeskGround {
    explicit UpstreamGround(std::map<std::string, std::string> more = {}) {
        model::ChannelAccount body{
            std::string(model::kUpstream),
            "qzc",
            {{"title", "网上区长直通车"}, {"callback_url", "http://127.0.0.1:9/"}},
            {{"secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"}},
            true};
        for (const auto& [key, value] : more)
            body.settings[key] = value;
        REQUIRE(verdict(desk::Administration(database, *town, clock).put(body, "test")) == "ok");
        town->refresh();
    }

    desk::Upstreams upstreams() { return desk::Upstreams(uses()); }

    /// A matter of Monday 09:00, unless said otherwise, passed on now; our number.
    std::string passed_on(
        const std::string& number,
        const std::string& due = "",
        const std::string& submitted_at = "2026-11-23 09:00"
    ) {
        const auto account = upstreams().account("qzc");
        REQUIRE(account);
        auto read = desk::message_of(
            {{"number", number},
             {"submitted_at", submitted_at},
             {"due", due},
             {"text", "路灯坏了"}},
            *account,
            clock.now()
        );
        if (const auto* trouble = std::get_if<desk::ItemTrouble>(&read))
            FAIL(trouble->words);
        auto& message = std::get<model::InboundMessage>(read);
        (void)desk::make_receipt(*town, message);
        return taken_in(message);
    }

    std::string final_due(const std::string& number) {
        const auto due = tickets().view(dispatcher, number).value().row.ticket.due.final_due;
        return due ? model::to_rfc3339(*due) : "none";
    }

    std::string ask(
        const model::Staff& staff, const std::string& number, const desk::UpstreamAsk& asked
    ) {
        return verdict(upstreams().ask(staff, ref(staff, number), asked));
    }

    std::string hear(
        const std::string& key,
        const std::string& upstream_number,
        desk::UpstreamSaid said,
        std::optional<model::Instant> due = std::nullopt
    ) {
        return verdict(upstreams().hear({"qzc", key, upstream_number, {said, "按程序", due}}));
    }

    /// What waits to be told to the body: event and text.
    std::vector<std::string> told() {
        std::vector<std::string> told;
        database.read([&](store::Connection& connection) {
            for (const auto& row :
                 store::OutboxRepository(connection).in_state(model::OutboundState::waiting, 100))
                told.push_back(
                    row.message.channel + " " + row.message.recipient + " " +
                    (row.message.is_reply ? "letter" : row.message.way_back)
                );
        });
        return told;
    }

    std::vector<std::string> events_of(const std::string& number) {
        std::vector<std::string> words;
        for (const auto& entry : tickets().view(dispatcher, number).value().history)
            words.push_back(entry.event);
        return words;
    }
};

const desk::UpstreamAsk kTakeBack{"take_back", 0, "属于区级事权", "权责清单第三条"};
const desk::UpstreamAsk kMoreTime{"more_time", 5, "需要现场勘察", ""};

}  // namespace

TEST_CASE("the earlier of the town's date and the passing body's holds", "[desk]") {
    UpstreamGround ground;
    ground.clock.set("2026-11-24T15:00:00+08:00");
    // Five working days from Monday are over on the next Monday.
    CHECK(ground.final_due(ground.passed_on("A1")) == "2026-11-30T23:59:59+08:00");
    CHECK(
        ground.final_due(ground.passed_on("A2", "2026-11-27 17:00")) == "2026-11-27T17:00:00+08:00"
    );
    CHECK(ground.final_due(ground.passed_on("A3", "2026-12-10")) == "2026-11-30T23:59:59+08:00");
}

TEST_CASE(
    "a matter comes once, is known by its number and receipted to who passed it on", "[desk]"
) {
    UpstreamGround ground;
    const auto number = ground.passed_on("A1");
    CHECK(ground.passed_on("A1") == number);
    CHECK(ground.upstreams().number_of("qzc", "A1") == number);
    CHECK(ground.upstreams().number_of("qzc", "A2") == std::nullopt);
    CHECK(ground.told() == std::vector<std::string>{"upstream A1 receipt"});
    const auto view = ground.upstreams().view(ground.dispatcher, number);
    REQUIRE(view);
    CHECK(view->upstream_number == "A1");
    CHECK(view->body.title == "网上区长直通车");
    CHECK_FALSE(view->response_late_on_arrival);
    CHECK_FALSE(ground.upstreams().view(ground.enforcer, number));
}

TEST_CASE("what was late on arrival is counted apart, not as overdue or missed", "[desk]") {
    UpstreamGround ground;
    ground.clock.set("2026-11-26T09:00:00+08:00");
    const auto late = ground.passed_on("A1", "2026-11-25");
    const auto yesterday = ground.passed_on("A2");
    const auto view =
        desk::Dashboard(ground.database, *ground.town, ground.clock).view(ground.dispatcher);
    CHECK(view.total.open == 2);
    CHECK(view.total.overdue == 0);
    CHECK(view.total.late_on_arrival == 1);
    CHECK(
        view.total.rates.at(static_cast<std::size_t>(model::Measure::response)) == model::Rate{0, 0}
    );
    CHECK(
        view.total.rates.at(static_cast<std::size_t>(model::Measure::final_reply)) ==
        model::Rate{0, 0}
    );
    ground.clock.set("2026-12-02T09:00:00+08:00");
    const auto later =
        desk::Dashboard(ground.database, *ground.town, ground.clock).view(ground.dispatcher);
    CHECK(later.total.overdue == 1);
    CHECK(later.total.late_on_arrival == 1);
    CHECK(
        later.total.rates.at(static_cast<std::size_t>(model::Measure::final_reply)) ==
        model::Rate{0, 1}
    );
    const auto list = ground.upstreams().list(ground.dispatcher, {.only_late_on_arrival = true});
    REQUIRE(list.rows.size() == 2);
    CHECK(list.rows[0].row.ticket.number == yesterday);
    CHECK(list.rows[0].response_late_on_arrival);
    CHECK_FALSE(list.rows[0].reply_late_on_arrival);
    CHECK(list.rows[1].row.ticket.number == late);
    CHECK(list.rows[1].reply_late_on_arrival);
}

TEST_CASE("the figures that say so are those that a count ticket by ticket gives", "[desk]") {
    UpstreamGround ground;
    ground.clock.set("2026-11-26T09:00:00+08:00");
    (void)ground.passed_on("A1", "2026-11-25");
    (void)ground.passed_on("A2");
    const auto checked = desk::FiguresCheck(ground.database, *ground.town, ground.clock).run();
    CHECK(checked.differences.empty());
    CHECK(checked.unproven.empty());
}

TEST_CASE("that it takes a matter back is the passing body's to decide", "[desk]") {
    UpstreamGround ground;
    const auto number = ground.passed_on("A1");
    CHECK(ground.ask(ground.handler, number, kTakeBack) == "forbidden");
    CHECK(
        ground.ask(ground.dispatcher, number, {"take_back", 0, "属于区级事权", ""}) ==
        "basis_needed"
    );
    REQUIRE(ground.ask(ground.dispatcher, number, kTakeBack) == "ok");
    CHECK(ground.ask(ground.dispatcher, number, kTakeBack) == "move_not_allowed");
    CHECK(ground.told().back() == "upstream A1 take_back_asked");
    CHECK(ground.hear("k1", "A1", desk::UpstreamSaid::more_time_refused) == "move_not_allowed");
    REQUIRE(ground.hear("k2", "A1", desk::UpstreamSaid::take_back_refused) == "ok");
    CHECK(ground.hear("k2", "A1", desk::UpstreamSaid::take_back_refused) == "ok");
    REQUIRE(ground.ask(ground.dispatcher, number, kTakeBack) == "ok");
    REQUIRE(ground.hear("k3", "A1", desk::UpstreamSaid::take_back_granted) == "ok");
    const auto view = ground.tickets().view(ground.dispatcher, number).value();
    CHECK(view.row.ticket.state == TicketState::not_accepted);
    const auto questions = ground.upstreams().view(ground.dispatcher, number)->questions;
    REQUIRE(questions.size() == 2);
    CHECK(questions[0].answer == "refused");
    CHECK(questions[0].answered_by == "system");
    CHECK(questions[1].answer == "granted");
    // Over here by the other body's word: neither met nor missed.
    ground.clock.set("2026-12-10T09:00:00+08:00");
    const auto figures =
        desk::Dashboard(ground.database, *ground.town, ground.clock).view(ground.dispatcher);
    CHECK(
        figures.total.rates.at(static_cast<std::size_t>(model::Measure::final_reply)) ==
        model::Rate{0, 0}
    );
}

TEST_CASE(
    "more time is the passing body's to give, never beyond the town's own promise", "[desk]"
) {
    UpstreamGround ground;
    const auto number = ground.passed_on("A1", "2026-11-25 17:00");
    REQUIRE(ground.ask(ground.dispatcher, number, kMoreTime) == "ok");
    CHECK(ground.told().back() == "upstream A1 more_time_asked 5");
    CHECK(ground.final_due(number) == "2026-11-25T17:00:00+08:00");
    CHECK(ground.hear("k1", "A1", desk::UpstreamSaid::more_time_granted) == "bad_request");
    REQUIRE(
        ground.hear(
            "k1",
            "A1",
            desk::UpstreamSaid::more_time_granted,
            model::parse_rfc3339("2026-11-27T17:00:00+08:00")
        ) == "ok"
    );
    CHECK(ground.final_due(number) == "2026-11-27T17:00:00+08:00");
    // Without being asked, and further than five working days.
    REQUIRE(
        ground.hear(
            "k2",
            "A1",
            desk::UpstreamSaid::more_time_granted,
            model::parse_rfc3339("2026-12-31T17:00:00+08:00")
        ) == "ok"
    );
    CHECK(ground.final_due(number) == "2026-11-30T23:59:59+08:00");
    CHECK(ground.hear("k3", "B9", desk::UpstreamSaid::reminder) == "not_found");
}

TEST_CASE("a date that is no more time is none", "[desk]") {
    UpstreamGround ground;
    const auto number = ground.passed_on("A1", "2026-11-27 17:00");
    for (const auto* due :
         {"2025-11-28T17:00:00+08:00", "2026-11-26T17:00:00+08:00", "2029-01-01T17:00:00+08:00"}) {
        INFO(due);
        CHECK(
            ground.hear(
                "k", "A1", desk::UpstreamSaid::more_time_granted, model::parse_rfc3339(due)
            ) == "bad_request"
        );
    }
    CHECK(ground.final_due(number) == "2026-11-27T17:00:00+08:00");
}

TEST_CASE("a question whose matter is over lapses", "[desk]") {
    UpstreamGround ground;
    const auto number = ground.passed_on("A1");
    REQUIRE(ground.ask(ground.dispatcher, number, kMoreTime) == "ok");
    REQUIRE(
        verdict(ground.tickets().reply(
            ground.handler, ground.ref(ground.handler, number), "路灯已修好。"
        )) == "ok"
    );
    CHECK(ground.upstreams().view(ground.dispatcher, number)->questions.at(0).answer == "lapsed");
    CHECK(ground.upstreams().list(ground.dispatcher, {.only_asked = true}).rows.empty());
}

TEST_CASE("what was late on arrival is in no list of what is overdue", "[desk]") {
    UpstreamGround ground;
    ground.clock.set("2026-11-26T09:00:00+08:00");
    const auto late = ground.passed_on("A1", "2026-11-25");
    CHECK_FALSE(ground.tickets().view(ground.dispatcher, late).value().row.overdue);
    const auto list = [&] {
        return ground.tickets()
            .list(ground.dispatcher, {.queue = desk::Queue::overdue, .limit = 50})
            .items.size();
    };
    CHECK(list() == 0);
    (void)ground.passed_on("A2");
    ground.clock.set("2026-12-02T09:00:00+08:00");
    CHECK(list() == 1);
}

TEST_CASE(
    "a body whose account is shut keeps its name and gets the letter when that is open again",
    "[desk]"
) {
    UpstreamGround ground({{"receipt", "no"}, {"answers_by", "upstream"}});
    const auto number = ground.passed_on("A1");
    auto body = *ground.upstreams().account("qzc");
    body.active = false;
    REQUIRE(
        verdict(desk::Administration(ground.database, *ground.town, ground.clock).put(body, "test")
        ) == "ok"
    );
    ground.town->refresh();
    REQUIRE(
        verdict(ground.tickets().reply(
            ground.handler, ground.ref(ground.handler, number), "路灯已修好。"
        )) == "ok"
    );
    CHECK(ground.told() == std::vector<std::string>{"upstream A1 letter"});
    CHECK(ground.upstreams().view(ground.dispatcher, number)->body.title == "网上区长直通车");
}

TEST_CASE("a reminder of the passing body stands in the history once", "[desk]") {
    UpstreamGround ground;
    const auto number = ground.passed_on("A1");
    REQUIRE(ground.hear("k1", "A1", desk::UpstreamSaid::reminder) == "ok");
    REQUIRE(ground.hear("k1", "A1", desk::UpstreamSaid::reminder) == "ok");
    const auto events = ground.events_of(number);
    CHECK(std::count(events.begin(), events.end(), "reminded") == 1);
}

TEST_CASE("a body that wants no questions is asked none", "[desk]") {
    UpstreamGround ground({{"take_back", "no"}, {"more_time", "no"}, {"receipt", "no"}});
    const auto number = ground.passed_on("A1");
    CHECK(ground.told().empty());
    CHECK(ground.ask(ground.dispatcher, number, kTakeBack) == "move_not_allowed");
    CHECK(ground.ask(ground.dispatcher, number, kMoreTime) == "move_not_allowed");
}

TEST_CASE("who answers the citizen gets the letter or the result", "[desk]") {
    const std::string by = GENERATE("upstream", "town");
    UpstreamGround ground({{"answers_by", by}, {"receipt", "no"}});
    const auto number = ground.passed_on("A1");
    REQUIRE(
        verdict(ground.tickets().reply(
            ground.handler, ground.ref(ground.handler, number), "路灯已修好。"
        )) == "ok"
    );
    const auto told = ground.told();
    REQUIRE(told.size() == 1);
    CHECK(told[0] == (by == "town" ? "upstream A1 result" : "upstream A1 letter"));
    // Who wrote to another body has no query code: only a call reaches them.
    const auto events = ground.events_of(number);
    CHECK(std::count(events.begin(), events.end(), "to_call") == (by == "town" ? 1 : 0));
}

TEST_CASE(
    "the report has a row for each that is answered, and names no unit of what is restricted",
    "[desk]"
) {
    UpstreamGround ground;
    const auto number = ground.passed_on("A1");
    (void)ground.passed_on("A2");
    const desk::ReportAsked asked{.format = desk::ReportAsked::Format::csv, .account = "qzc"};
    CHECK(ground.upstreams().report(ground.dispatcher, asked).find("A1") == std::string::npos);
    auto open = asked;
    open.include_open = true;
    const auto all = ground.upstreams().report(ground.dispatcher, open);
    CHECK(all.find("A1," + number + ",") != std::string::npos);
    CHECK(all.find("A2,") != std::string::npos);
    CHECK(all.find("城市建设管理事务中心") != std::string::npos);
    // Nothing of it is for a unit that does not handle it.
    CHECK(ground.upstreams().report(ground.enforcer, open).find("A1") == std::string::npos);
}
