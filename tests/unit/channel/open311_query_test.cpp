#include "bot/channel/open311_query.hpp"

#include "catch.hpp"

namespace huiying::channel {
namespace {

const auto kToday = *model::parse_rfc3339("2026-11-26T12:00:00+08:00");

model::Instant days(int count) {
    return kToday + std::chrono::hours(24) * count;
}

Open311Filter read(std::string_view query) {
    const auto filter = read_open311_filter(query, kToday);
    REQUIRE(filter.has_value());
    return *filter;
}

std::string wrong(std::string_view query) {
    const auto filter = read_open311_filter(query, kToday);
    REQUIRE(filter.has_error());
    CHECK(filter.error().status == 400);
    return filter.error().field;
}

}  // namespace

TEST_CASE("a list without dates is of the last ninety days", "[channel]") {
    const auto filter = read("start_date=&end_date=&status=&service_code=");
    CHECK(filter.from == days(-90));
    CHECK(filter.until == kToday);
    CHECK(filter.openness == Open311Filter::Openness::all);
    CHECK(filter.services.empty());
}

TEST_CASE("one date gives the ninety days behind or before it, never the future", "[channel]") {
    const auto from = read("start_date=2026-08-18T12:00:00%2B08:00");
    CHECK(from.from == days(-100));
    CHECK(from.until == days(-10));
    CHECK(read("start_date=2026-11-25T04:00:00Z").until == kToday);
    const auto ahead = read("start_date=2026-11-27T04:00:00Z");
    CHECK(ahead.from == days(1));
    CHECK(ahead.until == days(1));
    const auto until = read("end_date=2026-11-16T12:00:00+08:00");  // a plus as browsers send it
    CHECK(until.from == days(-100));
    CHECK(until.until == days(-10));
}

TEST_CASE("two dates span at most ninety days, in their order", "[channel]") {
    CHECK(read("start_date=2026-08-28T04:00:00Z&end_date=2026-11-26T04:00:00Z").from == days(-90));
    CHECK(wrong("start_date=2026-08-28T03:59:59Z&end_date=2026-11-26T04:00:00Z") == "end_date");
    CHECK(wrong("start_date=2026-11-26T04:00:01Z&end_date=2026-11-26T04:00:00Z") == "start_date");
    CHECK(wrong("start_date=yesterday") == "start_date");
    CHECK(wrong("end_date=2026-11-26") == "end_date");
}

TEST_CASE("a state is one of two, both are all", "[channel]") {
    CHECK(read("status=open").openness == Open311Filter::Openness::open);
    CHECK(read("status=closed").openness == Open311Filter::Openness::closed);
    CHECK(read("status=closed,open").openness == Open311Filter::Openness::all);
    CHECK(wrong("status=Open") == "status");
    CHECK(wrong("status=open,lost") == "status");
}

TEST_CASE("services are listed by their codes, no more than fifty", "[channel]") {
    CHECK(read("service_code=021,,022,").services == std::vector<std::string>{"021", "022"});
    std::string many = "service_code=0";
    for (int i = 1; i < 50; ++i)
        many += "," + std::to_string(i);
    CHECK(read(many).services.size() == 50);
    CHECK(wrong(many + ",50") == "service_code");
}

}  // namespace huiying::channel
