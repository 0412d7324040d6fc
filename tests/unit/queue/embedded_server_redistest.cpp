#include "catch.hpp"
#include "queue/append_file.hpp"
#include "queue/connection.hpp"
#include "queue/embedded_server.hpp"
#include "queue/redis_unavailable.hpp"
#include "redis_ground.hpp"

#include <csignal>
#include <fstream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace huiying;
using namespace std::chrono_literals;
using queue::EmbeddedServer;
using queue::EmbeddedServerFailed;
using queue_test::eventually;
using queue_test::TempFolder;

namespace {

queue::EmbeddedSettings in(const std::filesystem::path& folder) {
    queue::EmbeddedSettings settings;
    settings.data_folder = folder;
    return settings;
}

queue::Connection connect(const EmbeddedServer& server) {
    queue::Settings settings;
    settings.endpoint = server.socket_path();
    return queue::Connection(settings);
}

std::string config(queue::Connection& connection, const char* name) {
    return std::string(connection.command({"CONFIG", "GET", name}).view()[1].text());
}

std::uintmax_t bytes_in(const std::filesystem::path& folder) {
    std::uintmax_t sum = 0;
    std::error_code vanished;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        sum += file.is_regular_file(vanished) ? file.file_size(vanished) : 0;
    return sum;
}

bool is_running(pid_t pid) {
    // An orphan's zombie may stay when nobody reaps it.
    std::string stat;
    std::getline(std::ifstream("/proc/" + std::to_string(pid) + "/stat") >> std::ws, stat);
    return !stat.empty() && stat.find(") Z ") == std::string::npos;
}

/// Another process that starts a server on `folder`, writes a key and is then killed: what a crash
/// of the whole program leaves behind. Returns the pid of its Redis.
pid_t crash_with_server(const std::filesystem::path& folder) {
    int ends[2] = {};
    REQUIRE(pipe(ends) == 0);
    const pid_t program = fork();
    if (program == 0) {
        EmbeddedServer server(in(folder));
        auto connection = connect(server);
        connection.command({"SET", "before", "crash"});
        const pid_t redis = server.pid();
        static_cast<void>(!write(ends[1], &redis, sizeof redis));
        pause();
    }
    pid_t redis = 0;
    REQUIRE(read(ends[0], &redis, sizeof redis) == sizeof redis);
    close(ends[0]);
    close(ends[1]);
    REQUIRE(kill(program, SIGKILL) == 0);
    REQUIRE(waitpid(program, nullptr, 0) == program);
    return redis;
}

}  // namespace

TEST_CASE(
    "an embedded Redis writes everything to disk, evicts nothing and opens no port", "[embedded]"
) {
    TempFolder folder;
    EmbeddedServer server(in(folder.path() / "data"));
    auto connection = connect(server);
    CHECK(config(connection, "appendonly") == "yes");
    CHECK(config(connection, "appendfsync") == "always");
    CHECK(config(connection, "no-appendfsync-on-rewrite") == "no");
    CHECK(config(connection, "aof-load-truncated") == "yes");
    CHECK(config(connection, "maxmemory-policy") == "noeviction");
    CHECK(config(connection, "save").empty());
    CHECK(config(connection, "auto-aof-rewrite-min-size") == "536870912");
    CHECK(config(connection, "port") == "0");

    struct stat status {};

    REQUIRE(stat(server.socket_path().c_str(), &status) == 0);
    CHECK((status.st_mode & 077) == 0);
    CHECK_FALSE(server.was_adopted());
}

TEST_CASE("stopping waits for Redis to end, and the next start has the entries", "[embedded]") {
    TempFolder folder;
    pid_t first = 0;
    {
        EmbeddedServer server(in(folder.path()));
        first = server.pid();
        connect(server).command({"SET", "k", "v"});
    }
    CHECK_FALSE(is_running(first));
    EmbeddedServer server(in(folder.path()));
    CHECK(server.pid() != first);
    CHECK(connect(server).command({"GET", "k"}).view().text() == "v");
}

TEST_CASE("a second server on one data folder is refused with the holder's pid", "[embedded]") {
    TempFolder folder;
    EmbeddedServer server(in(folder.path()));
    CHECK_THROWS_WITH(
        EmbeddedServer(in(folder.path())),
        Catch::Contains("is in use by process " + std::to_string(getpid()))
    );
    CHECK(connect(server).command({"PING"}).view().text() == "PONG");
}

TEST_CASE("the Redis that a crash left behind is adopted, and stopped at the end", "[embedded]") {
    TempFolder folder;
    const pid_t orphan = crash_with_server(folder.path());
    REQUIRE(is_running(orphan));
    {
        EmbeddedServer server(in(folder.path()));
        CHECK(server.was_adopted());
        CHECK(server.pid() == orphan);
        auto connection = connect(server);
        CHECK(connection.command({"GET", "before"}).view().text() == "crash");
    }
    CHECK_FALSE(is_running(orphan));
}

TEST_CASE("an adopted Redis that dies is started again like a child", "[embedded]") {
    TempFolder folder;
    const pid_t orphan = crash_with_server(folder.path());
    EmbeddedServer server(in(folder.path()));
    REQUIRE(server.pid() == orphan);
    REQUIRE(kill(orphan, SIGKILL) == 0);
    REQUIRE(eventually([&] { return server.restarts() == 1; }));
    CHECK(connect(server).command({"GET", "before"}).view().text() == "crash");
}

TEST_CASE("an orphan with unsafe settings is made safe when adopted", "[embedded]") {
    TempFolder folder;
    const pid_t orphan = crash_with_server(folder.path());
    queue::Settings settings;
    settings.endpoint = (folder.path() / "redis" / "redis.sock").string();
    queue::Connection(settings).command({"CONFIG", "SET", "appendfsync", "no"});
    EmbeddedServer server(in(folder.path()));
    REQUIRE(server.pid() == orphan);
    auto connection = connect(server);
    CHECK(config(connection, "appendfsync") == "always");
}

TEST_CASE(
    "an orphan that cannot be reached is ended before a new Redis opens its file", "[embedded]"
) {
    TempFolder folder;
    const pid_t orphan = crash_with_server(folder.path());
    SECTION("its socket was removed") {
        std::filesystem::remove(folder.path() / "redis" / "redis.sock");
    }
    SECTION("it stands still") {
        REQUIRE(kill(orphan, SIGSTOP) == 0);
    }
    auto settings = in(folder.path());
    settings.start_timeout = 1s;
    EmbeddedServer server(settings);
    CHECK_FALSE(server.was_adopted());
    CHECK_FALSE(is_running(orphan));
    CHECK(connect(server).command({"GET", "before"}).view().text() == "crash");
}

TEST_CASE("what a killed Redis left on disk does not hinder the next start", "[embedded]") {
    TempFolder folder;
    const pid_t orphan = crash_with_server(folder.path());
    REQUIRE(kill(orphan, SIGKILL) == 0);
    REQUIRE(eventually([&] { return !is_running(orphan); }));
    REQUIRE(std::filesystem::exists(folder.path() / "redis" / "redis.sock"));
    EmbeddedServer server(in(folder.path()));
    CHECK_FALSE(server.was_adopted());
    CHECK(connect(server).command({"GET", "before"}).view().text() == "crash");
}

TEST_CASE("a Redis that dies is started again with all its entries", "[embedded]") {
    TempFolder folder;
    EmbeddedServer server(in(folder.path()));
    auto connection = connect(server);
    connection.command({"SET", "k", "v"});
    const pid_t first = server.pid();
    REQUIRE(kill(first, SIGKILL) == 0);
    REQUIRE(eventually([&] { return server.restarts() == 1; }));
    CHECK(server.pid() != first);
    CHECK(connection.command({"GET", "k"}).view().text() == "v");
}

TEST_CASE("a file whose last write was cut short is loaded up to there", "[embedded]") {
    TempFolder folder;
    {
        EmbeddedServer server(in(folder.path()));
        connect(server).command({"SET", "k", "v"});
    }
    for (const auto& file :
         std::filesystem::directory_iterator(folder.path() / "redis" / "appendonlydir"))
        if (file.path().extension() == ".aof" &&
            file.path().string().find(".incr.") != std::string::npos)
            std::ofstream(file.path(), std::ios::app) << "*3\r\n$3\r\nSET\r\n$1\r\nk";
    EmbeddedServer server(in(folder.path()));
    CHECK(connect(server).command({"GET", "k"}).view().text() == "v");
}

TEST_CASE("a data folder with a long name works", "[embedded]") {
    TempFolder folder;
    const auto deep = folder.path() / std::string(120, 'd') / "数据 'x' y";
    std::string socket;
    {
        EmbeddedServer server(in(deep));
        socket = server.socket_path();
        CHECK(socket.size() < 108);
        CHECK(connect(server).command({"PING"}).view().text() == "PONG");
        CHECK(std::filesystem::exists(deep / "redis" / "appendonlydir"));
    }
    std::filesystem::remove_all(std::filesystem::path(socket).parent_path());
}

TEST_CASE("a missing or failing server program is a clear error", "[embedded]") {
    TempFolder folder;
    auto settings = in(folder.path());
    settings.program = "no-such-redis-server";
    CHECK_THROWS_WITH(
        EmbeddedServer(settings),
        Catch::Contains("no-such-redis-server") && Catch::Contains("installed")
    );
    settings.program = "false";
    CHECK_THROWS_WITH(EmbeddedServer(settings), Catch::Contains("ended at its start"));
    std::ofstream(folder.path() / "file") << "x";
    CHECK_THROWS_AS(EmbeddedServer(in(folder.path() / "file")), EmbeddedServerFailed);
    // The failures left no lock behind.
    EmbeddedServer server(in(folder.path()));
    CHECK(server.pid() > 0);
}

TEST_CASE("Redis inherits none of the program's descriptors", "[embedded]") {
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(listener >= 0);

    struct stat ours {};

    REQUIRE(fstat(listener, &ours) == 0);
    TempFolder folder;
    EmbeddedServer server(in(folder.path()));
    bool inherited = false;
    const auto descriptors = "/proc/" + std::to_string(server.pid()) + "/fd";
    for (const auto& descriptor : std::filesystem::directory_iterator(descriptors)) {
        struct stat theirs {};

        if (stat(descriptor.path().c_str(), &theirs) == 0)
            inherited = inherited || (theirs.st_ino == ours.st_ino && S_ISSOCK(theirs.st_mode));
    }
    close(listener);
    CHECK_FALSE(inherited);
}

namespace {

/// 300,000 bytes of appends for a thousand that are worth keeping.
void overwrite(queue::Connection& connection) {
    for (int i = 0; i < 300; ++i)
        connection.command({"SET", "k", std::string(1000, 'x')});
}

}  // namespace

TEST_CASE("the size of the append-only file and the commands are read from Redis", "[embedded]") {
    TempFolder folder;
    EmbeddedServer server(in(folder.path()));
    auto connection = connect(server);
    overwrite(connection);
    const auto grown = queue::read_append_file(connection);
    CHECK(grown.bytes > 300'000);
    CHECK(grown.base_bytes < 10'000);
    CHECK(grown.commands >= 300);
    CHECK_FALSE(grown.is_rewriting);
}

TEST_CASE("the append-only file is rewritten when it has grown and little happens", "[embedded]") {
    TempFolder folder;
    auto settings = in(folder.path());
    settings.tidy_every = 50ms;
    settings.tidy_from = 100'000;
    EmbeddedServer server(settings);
    auto connection = connect(server);
    overwrite(connection);
    // Asking Redis would be the load that it waits out.
    CHECK(eventually([&] { return bytes_in(folder.path() / "redis" / "appendonlydir") < 10'000; }));
    CHECK(connection.command({"GET", "k"}).view().text().size() == 1000);
}
