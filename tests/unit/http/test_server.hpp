// A server with its own io thread on a free port, for tests of http.
#pragma once

#include "http/io_thread.hpp"
#include "http/server.hpp"
#include "raw_connection.hpp"

#include <chrono>
#include <thread>

namespace huiying::http::test {

using namespace std::chrono_literals;

/// Settings whose timeouts are short enough for tests.
inline ServerSettings quick_settings() {
    ServerSettings settings;
    settings.sweep_interval = 10ms;
    settings.header_timeout = 5s;
    settings.idle_timeout = 5s;
    settings.body_grace = 5s;
    settings.drain_time = 5s;
    settings.blocking_threads = 2;
    return settings;
}

struct TestServer {
    TestServer(Router router, ServerSettings settings)
        : server(thread.context(), std::move(settings), std::move(router)), port(server.listen()) {}

    explicit TestServer(Router router) : TestServer(std::move(router), quick_settings()) {}

    /// Waits until `is_true`; false when it does not come true within five seconds.
    template <class Condition>
    static bool eventually(Condition is_true) {
        for (int i = 0; i < 500; ++i) {
            if (is_true())
                return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }

    IoThread thread{"http-test"};
    Server server;
    std::uint16_t port;
};

}  // namespace huiying::http::test
