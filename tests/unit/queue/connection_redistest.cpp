#include "catch.hpp"
#include "queue/connection.hpp"
#include "queue/redis_unavailable.hpp"
#include "redis_ground.hpp"

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace huiying;
using namespace std::chrono_literals;
using queue_test::RedisGround;

namespace {

int free_port() {
    const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(bind(descriptor, generic, size) == 0);
    REQUIRE(getsockname(descriptor, generic, &size) == 0);
    close(descriptor);
    return ntohs(address.sin_port);
}

}  // namespace

TEST_CASE("a Redis on a TCP port serves both kinds of connection", "[connection]") {
    RedisGround ground;
    const std::string port = std::to_string(free_port());
    queue::Connection local(ground.settings());
    local.command({"CONFIG", "SET", "bind", "127.0.0.1"});
    local.command({"CONFIG", "SET", "port", port});
    auto settings = ground.settings();
    settings.endpoint = "127.0.0.1:" + port;
    queue::Connection connection(settings);
    CHECK(connection.command({"PING"}).view().text() == "PONG");
    queue_test::AppenderThread thread(settings);
    REQUIRE(thread.becomes_ready());
    CHECK(thread.appender().append_blocking(queue_test::message("k"), 2s).has_value());
}

TEST_CASE("a command's bytes arrive unchanged and come back", "[connection]") {
    RedisGround ground;
    queue::Connection connection(ground.settings());
    const std::string bytes("a\0b\r\n😀", 9);
    connection.command({"SET", "k", bytes});
    CHECK(connection.command({"GET", "k"}).view().text() == bytes);
    CHECK(connection.command({"GET", "none"}).view().is_nil());
}

TEST_CASE("a refused command is told apart from an absent Redis", "[connection]") {
    RedisGround ground;
    queue::Connection connection(ground.settings());
    connection.command({"SET", "k", "text"});
    try {
        connection.command({"LPUSH", "k", "x"});
        FAIL("not refused");
    } catch (const queue::RedisRefused& refused) {
        CHECK(refused.code() == "WRONGTYPE");
        CHECK_THAT(refused.what(), Catch::Contains("LPUSH"));
    }
    // The connection goes on.
    CHECK(connection.command({"GET", "k"}).view().text() == "text");
}

TEST_CASE("pipelined commands are answered in order, errors in their place", "[connection]") {
    RedisGround ground;
    queue::Connection connection(ground.settings());
    const auto replies = connection.pipeline(
        {queue::RespCommand{"SET", "k", "1"},
         queue::RespCommand{"LPUSH", "k", "x"},
         queue::RespCommand{"INCR", "k"}}
    );
    REQUIRE(replies.size() == 3);
    CHECK(replies[1].view().is_error());
    CHECK(replies[2].view().integer() == 2);
}

TEST_CASE("a Redis that stands still is unavailable within the timeout", "[connection]") {
    RedisGround ground;
    auto settings = ground.settings();
    settings.operation_timeout = 200ms;
    queue::Connection connection(settings);
    connection.command({"SET", "k", "1"});
    REQUIRE(kill(ground.server().pid(), SIGSTOP) == 0);
    const auto begin = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(connection.command({"INCR", "k"}), queue::RedisUnavailable);
    const auto waited = std::chrono::steady_clock::now() - begin;
    CHECK(waited >= 190ms);
    CHECK(waited < 1500ms);
    REQUIRE(kill(ground.server().pid(), SIGCONT) == 0);
    // It carries out the late command first, and writes it to a disk that may be busy: waited for
    // by somebody with more patience.
    queue::Connection(ground.settings()).command({"PING"});
    // A new connection, so the late reply cannot be taken for that of another command.
    CHECK(connection.command({"GET", "other"}).view().is_nil());
    CHECK(connection.generation() == 2);
}

TEST_CASE("a connection that Redis closed while idle is replaced unnoticed", "[connection]") {
    RedisGround ground;
    queue::Connection connection(ground.settings());
    queue::Connection other(ground.settings());
    connection.command({"PING"});
    other.command({"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"});
    CHECK(connection.command({"PING"}).view().text() == "PONG");
    CHECK(connection.generation() == 2);
}

TEST_CASE("no Redis at all is unavailable, with the operation's name", "[connection]") {
    queue::Settings settings;
    settings.endpoint = "/nowhere/redis.sock";
    queue::Connection connection(settings);
    CHECK_THROWS_WITH(connection.command({"PING"}), Catch::Contains("connect"));
    CHECK_THROWS_AS(connection.command({"PING"}), queue::RedisUnavailable);
}

TEST_CASE("a password is asked for and given", "[connection]") {
    RedisGround ground;
    queue::Connection administrator(ground.settings());
    administrator.command({"CONFIG", "SET", "requirepass", "s3cret"});
    auto settings = ground.settings();
    queue::Connection without(settings);
    CHECK_THROWS_AS(without.command({"GET", "k"}), queue::RedisRefused);
    settings.password = "wrong";
    queue::Connection wrong(settings);
    CHECK_THROWS_AS(wrong.command({"GET", "k"}), queue::RedisRefused);
    settings.password = "s3cret";
    queue::Connection right(settings);
    CHECK(right.command({"GET", "k"}).view().is_nil());
    administrator.command({"CONFIG", "SET", "requirepass", ""});
}
