#include "http/request_reader.hpp"

#include "catch.hpp"

#include <algorithm>
#include <cstring>

using namespace huiying::http;

namespace {

using Progress = RequestReader::Progress;

struct Limits final : BodyLimits {
    std::size_t body_limit_for(Method, std::string_view) override { return limit; }

    std::size_t limit = 64 * 1024;
};

// Feeds `bytes` in pieces of `piece` bytes; returns the progress when it is decided or all is fed.
Progress feed(RequestReader& reader, std::string_view& bytes, std::size_t piece) {
    Progress progress = reader.parse();
    while (progress == Progress::need_more && !bytes.empty()) {
        const auto room = reader.room();
        const auto size = std::min({piece, room.size(), bytes.size()});
        REQUIRE(size > 0);
        std::memcpy(room.data(), bytes.data(), size);
        bytes.remove_prefix(size);
        reader.received(size);
        progress = reader.parse();
    }
    return progress;
}

struct Seen {
    Progress progress = Progress::need_more;
    int status = 0;
    std::string target;
    std::string body;
    std::size_t headers = 0;
};

Seen read_all(std::string_view bytes, std::size_t piece = 100'000, std::size_t limit = 64 * 1024) {
    Limits limits;
    limits.limit = limit;
    RequestReader reader(8 * 1024, limits);
    reader.next();
    Seen seen;
    seen.progress = feed(reader, bytes, piece);
    seen.status = reader.refusal().status;
    seen.target = reader.parts().target;
    seen.body = reader.parts().body;
    seen.headers = reader.parts().headers.size();
    return seen;
}

std::string chunked(std::string_view chunks) {
    return "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" +
           std::string(chunks);
}

}  // namespace

TEST_CASE("a request reads the same however its bytes are split", "[reader]") {
    const std::string body = GENERATE(std::string("hello"), std::string(30'000, 'x'));
    const std::string sized = "POST /p?q=1 HTTP/1.1\r\nHost: h\r\nA: b\r\nContent-Length: " +
                              std::to_string(body.size()) + "\r\n\r\n" + body;
    const std::string in_chunks =
        chunked("5\r\nhello\r\n1;ext=1\r\n \r\n5\r\nworld\r\n0\r\nT: r\r\n\r\n");
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 100u, 4096u, 100'000u}) {
        INFO("pieces of " << piece);
        const auto seen = read_all(sized, piece);
        CHECK(seen.progress == Progress::complete);
        CHECK(seen.target == "/p?q=1");
        CHECK(seen.headers == 3);
        CHECK(seen.body == body);
        const auto in_pieces = read_all(in_chunks, piece);
        CHECK(in_pieces.progress == Progress::complete);
        CHECK(in_pieces.body == "hello world");
        CHECK(in_pieces.headers == 2);
    }
}

TEST_CASE("requests that came together are read one after the other", "[reader]") {
    std::string_view bytes =
        "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\nHost: "
        "h\r\n\r\n"
        "GET /3 HTTP/1.1\r\nHost: h\r\n\r\n";
    Limits limits;
    RequestReader reader(8 * 1024, limits);
    std::string targets;
    for (int i = 0; i < 3; ++i) {
        reader.next();
        REQUIRE(feed(reader, bytes, 100'000) == Progress::complete);
        targets += reader.parts().target;
    }
    CHECK(targets == "/1/2/3");
    CHECK_FALSE(reader.has_unparsed());
}

TEST_CASE("a large body in many small chunks keeps the head readable", "[reader]") {
    std::string chunks;
    std::string body;
    for (int i = 0; i < 3000; ++i) {
        chunks += "a\r\n0123456789\r\n";
        body += "0123456789";
    }
    for (const std::size_t piece : {13u, 5000u}) {
        const auto seen = read_all(chunked(chunks + "0\r\n\r\n"), piece);
        CHECK(seen.progress == Progress::complete);
        CHECK(seen.body == body);
        CHECK(seen.target == "/x");
    }
}

TEST_CASE("a body is taken at its limit and refused one byte beyond", "[reader]") {
    const auto sized = [](std::size_t size) {
        return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(size) +
               "\r\n\r\n" + std::string(size, 'x');
    };
    CHECK(read_all(sized(1000), 4096, 1000).progress == Progress::complete);
    CHECK(read_all(sized(1001), 4096, 1000).status == 413);
    CHECK(read_all(chunked("5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n"), 3, 10).body == "helloworld");
    CHECK(read_all(chunked("5\r\nhello\r\n6\r\nworld!\r\n0\r\n\r\n"), 3, 10).status == 413);
    CHECK(read_all(sized(0), 4096, 0).progress == Progress::complete);
    CHECK(
        read_all("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 18446744073709551615\r\n\r\n")
            .status == 413
    );
}

TEST_CASE("what could be read in two ways is refused", "[reader]") {
    const std::string request = GENERATE(
        as<std::string>(),
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: "
        "1\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1x\r\n\r\na",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 1\r\n\r\na",
        "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
        "\x16\x03\x01\x02\x05\x01\x05\x04\x03\x03\x03\x03\x05\x04\x03\x03\x03\x03"
    );
    for (const std::size_t piece : {1u, 100'000u}) {
        INFO(request);
        const auto seen = read_all(request, piece);
        CHECK(seen.progress == Progress::refused);
        CHECK(seen.status == 400);
    }
}

TEST_CASE("lines that end in LF alone are refused", "[reader]") {
    CHECK(read_all("GET / HTTP/1.1\nHost: h\n\n").status == 400);
    CHECK(read_all("GET / HTTP/1.1\r\nHost: h\nA: b\r\n\r\n").status == 400);
}

TEST_CASE("the head is taken at its limit and refused beyond", "[reader]") {
    const auto head = [](std::size_t size) {
        const std::string start = "GET / HTTP/1.1\r\nHost: h\r\nA: ";
        return start + std::string(size - start.size() - 4, 'a') + "\r\n\r\n";
    };
    for (const std::size_t piece : {1u, 1000u, 100'000u}) {
        CHECK(read_all(head(8 * 1024), piece).progress == Progress::complete);
        CHECK(read_all(head(8 * 1024 + 1), piece).status == 431);
        CHECK(read_all(head(20 * 1024), piece).status == 431);
        CHECK(
            read_all("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", piece)
                .status == 414
        );
    }
    std::string many = "GET / HTTP/1.1\r\nHost: h\r\n";
    for (int i = 0; i < 2000; ++i)
        many += "A: b\r\n";
    CHECK(read_all(many + "\r\n").status == 431);
}

TEST_CASE("an endless chunk header is refused", "[reader]") {
    CHECK(read_all(chunked("5;" + std::string(50'000, 'x')), 1000).status == 400);
}

TEST_CASE("a client that expects a go-ahead is told once", "[reader]") {
    Limits limits;
    RequestReader reader(8 * 1024, limits);
    reader.next();
    std::string_view head =
        "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    REQUIRE(feed(reader, head, 10) == Progress::need_more);
    CHECK(reader.take_continue());
    CHECK_FALSE(reader.take_continue());
    CHECK(
        read_all("POST / HTTP/1.1\r\nHost: h\r\nExpect: a-miracle\r\nContent-Length: 2\r\n\r\n")
            .status == 417
    );
}
