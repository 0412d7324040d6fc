#include "http/request.hpp"

#include "catch.hpp"

using namespace huiying::http;

namespace {

std::string flat(const std::vector<Parameter>& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters)
        out += name + "=" + value + ";";
    return out;
}

}  // namespace

TEST_CASE("query parameters are decoded exactly once, in order, duplicates kept", "[request]") {
    CHECK(flat(query_parameters("a=1&b=2&a=3")) == "a=1;b=2;a=3;");
    CHECK(flat(query_parameters("q=%E8%B7%AF%E7%81%AF+%2B")) == "q=路灯 +;");
    CHECK(flat(query_parameters("x=%2541")) == "x=%41;");
    CHECK(flat(query_parameters("a&&b=&=c")) == "a=;b=;=c;");
    CHECK(flat(query_parameters("a=b=c&s=1;2")) == "a=b=c;s=1;2;");
    CHECK(flat(query_parameters("")).empty());
}

TEST_CASE("a broken percent escape stays as it was sent", "[request]") {
    CHECK(flat(query_parameters("a=%&b=%4&c=%zz&d=%41")) == "a=%;b=%4;c=%zz;d=A;");
}

TEST_CASE("an encoded NUL byte is visible to the reader of a form", "[request]") {
    const auto parameters = form_parameters("text=a%00b");
    REQUIRE(parameters.size() == 1);
    CHECK(parameters[0].value == std::string("a\0b", 3));
}

TEST_CASE("find gives the first value of a name", "[request]") {
    const auto parameters = query_parameters("a=1&a=2");
    CHECK(find(parameters, "a") == "1");
    CHECK_FALSE(find(parameters, "b"));
}

TEST_CASE("headers are found whatever their case, and counted", "[request]") {
    const std::vector<Header> headers{{"Webhook-Id", "1"}, {"X", "2"}, {"WEBHOOK-ID", "3"}};
    Request request;
    request.headers = headers;
    CHECK(request.header("webhook-id") == "1");
    CHECK(request.header_count("webhook-id") == 2);
    CHECK(request.header("absent").empty());
    CHECK(request.header_count("absent") == 0);
}

TEST_CASE("cookies of several headers are read, quotes removed", "[request]") {
    const std::vector<Header> headers{
        {"Cookie", "session=abc; theme=\"large\" ;flag"}, {"cookie", "a=b=c"}};
    Request request;
    request.headers = headers;
    CHECK(cookies(request).size() == 3);
    CHECK(cookie(request, "session") == "abc");
    CHECK(cookie(request, "theme") == "large");
    CHECK(cookie(request, "a") == "b=c");
    CHECK(cookie(request, "flag").empty());
}

TEST_CASE("percent_decode refuses broken escapes and keeps plus signs", "[request]") {
    CHECK(percent_decode("a%20b+c") == "a b+c");
    CHECK(percent_decode("") == "");
    CHECK_FALSE(percent_decode("%"));
    CHECK_FALSE(percent_decode("%4"));
    CHECK_FALSE(percent_decode("%g1"));
}
