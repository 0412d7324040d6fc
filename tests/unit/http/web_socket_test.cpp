#include "http/web_socket.hpp"

#include "catch.hpp"
#include "test_server.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

using namespace huiying::http;
using namespace huiying::http::test;

namespace {

enum Opcode : unsigned char {
    kGoesOn = 0,
    kText = 1,
    kBinary = 2,
    kClose = 8,
    kPing = 9,
    kPong = 10
};

/// What the server heard, from whichever thread looks.
class Listener final : public WebSocketUser {
  public:
    void opened(std::shared_ptr<WebSocket> socket) override {
        const std::lock_guard lock(mutex_);
        socket_ = std::move(socket);
    }

    void received(std::string_view text) override {
        if (on_text)
            on_text();
        note("text " + std::string(text));
    }

    void received_bytes(std::string_view bytes) override { note("bytes " + std::string(bytes)); }

    void closed() override { note("closed"); }

    std::vector<std::string> heard() const {
        const std::lock_guard lock(mutex_);
        return heard_;
    }

    bool hears(const std::string& what) const {
        return TestServer::eventually([&] {
            const auto all = heard();
            return !all.empty() && all.back() == what;
        });
    }

    std::shared_ptr<WebSocket> socket() const {
        const std::lock_guard lock(mutex_);
        return socket_;
    }

    /// What still holds the connection keeps the server from its end.
    void let_go() {
        const std::lock_guard lock(mutex_);
        socket_.reset();
    }

    std::function<void()> on_text;  ///< on the io thread; set before anything is sent

  private:
    void note(std::string what) {
        const std::lock_guard lock(mutex_);
        heard_.push_back(std::move(what));
    }

    mutable std::mutex mutex_;
    std::shared_ptr<WebSocket> socket_;
    std::vector<std::string> heard_;
};

Router router_for(const std::shared_ptr<Listener>& listener) {
    Router router;
    router.add(
        {Method::get,
         "/talk",
         "talk",
         AsyncHandler([listener](const Request& request, Responder respond) {
             respond(asks_for_web_socket(request) ? web_socket(listener) : text(426, "no"));
         })}
    );
    return router;
}

std::string length_of(std::size_t bytes, unsigned char mask_bit) {
    std::string length;
    if (bytes < 126)
        return {static_cast<char>(bytes | mask_bit)};
    const bool is_long = bytes > 0xffff;
    length += static_cast<char>((is_long ? 127 : 126) | mask_bit);
    for (int i = is_long ? 7 : 1; i >= 0; --i)
        length += static_cast<char>((bytes >> (8 * i)) & 0xffU);
    return length;
}

enum class Part { last, more };

/// As a client sends it; its mask changes nothing.
std::string frame(Opcode opcode, std::string_view payload, Part part = Part::last) {
    std::string bytes;
    bytes += static_cast<char>((part == Part::last ? 0x80 : 0) | opcode);
    return bytes + length_of(payload.size(), 0x80) + std::string(4, '\0') + std::string(payload);
}

/// As the server sends it.
std::string answer(Opcode opcode, std::string_view payload) {
    std::string bytes;
    bytes += static_cast<char>(0x80 | opcode);
    return bytes + length_of(payload.size(), 0) + std::string(payload);
}

std::string closing(unsigned code) {
    return {static_cast<char>(code >> 8U), static_cast<char>(code & 0xffU)};
}

/// A server with one route and a client that is through the handshake.
struct Talk {
    Talk() {
        client.send(get(
            "/talk",
            "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        ));
        const auto head = client.read_until("\r\n\r\n");
        REQUIRE(head.starts_with("HTTP/1.1 101"));
        // The example of RFC 6455, section 1.3.
        REQUIRE(head.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != std::string::npos);
        REQUIRE(TestServer::eventually([this] { return listener->socket() != nullptr; }));
    }

    ~Talk() { listener->let_go(); }

    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    bool hears(const std::string& bytes) { return client.read_until(bytes) == bytes; }

    /// The server says why, and is gone when it has been answered.
    bool is_ended_with(unsigned code) {
        if (!hears(answer(kClose, closing(code))))
            return false;
        client.send(frame(kClose, closing(code)));
        client.shut_writing();
        return client.is_closed_within(5'000) && listener->hears("closed");
    }

    std::shared_ptr<Listener> listener = std::make_shared<Listener>();
    TestServer server{router_for(listener)};
    RawConnection client{server.port};
};

}  // namespace

TEST_CASE("texts and bytes go both ways, whole or in parts", "[web_socket]") {
    Talk talk;
    talk.client.send(frame(kText, "你好"));
    CHECK(talk.listener->hears("text 你好"));
    talk.client.send(frame(kText, "one ", Part::more) + frame(kGoesOn, "message"));
    CHECK(talk.listener->hears("text one message"));
    talk.client.send(frame(kBinary, std::string_view("\0\xff", 2)));
    CHECK(talk.listener->hears(std::string("bytes \0\xff", 8)));
    CHECK(talk.listener->socket()->send("回答"));
    CHECK(talk.hears(answer(kText, "回答")));
    const std::string longer(70'000, 'x');
    CHECK(talk.listener->socket()->send(longer));
    CHECK(talk.hears(answer(kText, longer)));
}

TEST_CASE(
    "a message of the longest size is heard, a longer one ends the connection", "[web_socket]"
) {
    Talk talk;
    const std::string longest(kMostSocketBytes, 'a');
    talk.client.send(frame(kText, longest));
    CHECK(talk.listener->hears("text " + longest));
    SECTION("in one frame") {
        talk.client.send(frame(kText, longest + "a"));
    }
    SECTION("in parts") {
        talk.client.send(frame(kBinary, longest, Part::more) + frame(kGoesOn, "a"));
    }
    CHECK(talk.is_ended_with(1009));
    CHECK(talk.listener->heard().size() == 2);
    CHECK_FALSE(talk.listener->socket()->send("into the void"));
}

TEST_CASE("a length that lies is refused before memory is taken for it", "[web_socket]") {
    Talk talk;
    talk.client.send(std::string("\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 14));
    CHECK(talk.is_ended_with(1009));
}

TEST_CASE(
    "what no client may send ends the connection, and nothing of it is heard", "[web_socket]"
) {
    Talk talk;
    SECTION("without a mask") {
        talk.client.send(answer(kText, "hello"));
        CHECK(talk.is_ended_with(1002));
    }
    SECTION("a text that is no UTF-8") {
        talk.client.send(frame(kText, "\xff\xfe"));
        CHECK(talk.is_ended_with(1007));
    }
    SECTION("a part of nothing") {
        talk.client.send(frame(kGoesOn, "tail"));
        CHECK(talk.is_ended_with(1002));
    }
    SECTION("a ping longer than a control frame") {
        talk.client.send(frame(kPing, std::string(126, 'p')));
        CHECK(talk.is_ended_with(1002));
    }
    CHECK(talk.listener->heard() == std::vector<std::string>{"closed"});
}

TEST_CASE(
    "a ping is answered with its own words, also between parts; a pong is no message",
    "[web_socket]"
) {
    Talk talk;
    talk.client.send(
        frame(kText, "one ", Part::more) + frame(kPing, "still there?") + frame(kPong, "yes") +
        frame(kGoesOn, "message")
    );
    CHECK(talk.hears(answer(kPong, "still there?")));
    CHECK(talk.listener->hears("text one message"));
    CHECK(talk.listener->heard().size() == 1);
}

TEST_CASE("either side may end it, and closed() is called once", "[web_socket]") {
    Talk talk;
    SECTION("the client, in order") {
        talk.client.send(frame(kClose, closing(1000)));
        CHECK(talk.hears(answer(kClose, closing(1000))));
        talk.client.shut_writing();
        CHECK(talk.client.is_closed_within(5'000));
    }
    SECTION("the client, by leaving") {
        talk.client.reset();
    }
    SECTION("the server, after what it has still to say") {
        talk.listener->socket()->send("last words");
        talk.listener->socket()->close();
        talk.listener->socket()->close();
        talk.listener->socket()->send("too late");
        CHECK(talk.hears(answer(kText, "last words")));
        CHECK(talk.is_ended_with(1000));
    }
    CHECK(talk.listener->hears("closed"));
    CHECK(talk.listener->heard() == std::vector<std::string>{"closed"});
    CHECK_FALSE(talk.listener->socket()->send("into the void"));
}

TEST_CASE("a server that stops says that it goes away", "[web_socket]") {
    Talk talk;
    talk.listener->let_go();
    std::thread stopping([&] { talk.server.server.stop(); });
    CHECK(talk.is_ended_with(1001));
    stopping.join();
}

TEST_CASE("who does not read is given up, and what waits for him is bounded", "[web_socket]") {
    Talk talk;
    const std::string message(60'000, 'm');
    constexpr std::size_t messages = 1'000;
    const auto whole = answer(kText, message).size();
    std::size_t most = kMostWaitingBytes + 2 * whole;
    SECTION("all at once") {
        talk.listener->on_text = [&, socket = talk.listener->socket()] {
            for (std::size_t i = 0; i < messages; ++i)
                socket->send(message);
        };
        talk.client.send(frame(kText, "go"));
    }
    SECTION("one after the other, until the sockets are full") {
        most = messages * whole / 2;
        for (std::size_t i = 0; i < messages; ++i) {
            talk.listener->socket()->send(message);
            std::this_thread::sleep_for(200us);
        }
    }
    const auto goodbye = answer(kClose, closing(1013));
    const auto read = talk.client.read_until(goodbye);
    CHECK(read.ends_with(goodbye));
    CHECK(read.size() < most);
    CHECK((read.size() - goodbye.size()) % whole == 0);  // none of them cut
    talk.client.send(frame(kClose, closing(1013)));
    talk.client.shut_writing();
    CHECK(talk.listener->hears("closed"));
    talk.listener->on_text = nullptr;
}

TEST_CASE(
    "who stops reading and ends his side is let go, and nothing is read that is gone",
    "[web_socket]"
) {
    Talk talk;
    const std::string message(60'000, 'm');
    // More than the sockets hold: the last write is still under way.
    for (std::size_t i = 0; i < 400; ++i) {
        talk.listener->socket()->send(message);
        std::this_thread::sleep_for(200us);
    }
    talk.client.shut_writing();
    CHECK(talk.listener->hears("closed"));
    talk.listener->let_go();
    // Until the end, and only what was said: headers of frames, the message, and a goodbye where
    // the sockets made room for it.
    const auto read = talk.client.read_until("never said");
    const auto whole = answer(kText, message);
    std::size_t at = 0;
    while (read.size() - at >= whole.size() && read.compare(at, whole.size(), whole) == 0)
        at += whole.size();
    CHECK(at > 0);
    const auto rest = read.substr(at);
    CHECK((whole.starts_with(rest) || rest == answer(kClose, closing(1013))));
    CHECK(talk.client.is_closed_within(5'000));
}
