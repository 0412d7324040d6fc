#include "http/response.hpp"

#include "catch.hpp"
#include "http/response_bytes.hpp"

using namespace huiying::http;

TEST_CASE("a response's bytes are its status line, headers, length and body", "[response]") {
    CHECK(
        *prebuilt(json(201, "{}").with("X-A", "b")) ==
        "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-A: b\r\nContent-Length: "
        "2\r\n\r\n{}"
    );
    CHECK(*prebuilt(empty(204)) == "HTTP/1.1 204 No Content\r\n\r\n");
    CHECK(*prebuilt(empty(599)) == "HTTP/1.1 599 \r\nContent-Length: 0\r\n\r\n");
    CHECK(see_other("/q").headers[0].second == "/q");
}

TEST_CASE("a value with line breaks does not become a header of its own", "[response]") {
    const auto bytes = *prebuilt(empty(303).with("Location", "/a\r\nSet-Cookie: x=1\n\0b"));
    CHECK(bytes.find("\r\nSet-Cookie") == std::string::npos);
    CHECK(bytes.find("Location: /a  Set-Cookie: x=1 ") != std::string::npos);
}

TEST_CASE("the reason phrases are found for every status in their table's range", "[response]") {
    for (const int status : {200, 303, 404, 413, 431, 500, 503}) {
        const auto line = prebuilt(empty(status))->substr(0, 40);
        CHECK(line.substr(9, 3) == std::to_string(status));
        CHECK(line[13] != '\r');
    }
}

TEST_CASE("a responder answers once", "[response]") {
    int answers = 0;
    int status = 0;
    const auto count = [&](Response response) {
        ++answers;
        status = response.status;
    };
    {
        Responder respond(count);
        respond(empty(204));
        respond(empty(200));
        CHECK(answers == 1);
        CHECK(status == 204);
    }
    CHECK(answers == 1);
}

TEST_CASE("a responder dropped uncalled answers 500, a moved-from one nothing", "[response]") {
    std::vector<int> answered;
    const auto note = [&](Response response) { answered.push_back(response.status); };
    {
        Responder first(note);
        Responder second(std::move(first));
        CHECK(answered.empty());
    }
    CHECK(answered == std::vector<int>{500});
    {
        Responder first(note);
        first = Responder(note);
        CHECK(answered == std::vector<int>{500, 500});
        first(empty(200));
    }
    CHECK(answered == std::vector<int>{500, 500, 200});
}
