#include "http/io_thread.hpp"

#include "catch.hpp"

#include <atomic>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace huiying::http;

TEST_CASE("tasks run on the thread, in order", "[io_thread]") {
    IoThread thread("test");
    std::vector<int> order;
    std::promise<std::thread::id> where;
    thread.post([&] { order.push_back(1); });
    thread.post([&] { order.push_back(2); });
    thread.post([&] { where.set_value(std::this_thread::get_id()); });
    CHECK(where.get_future().get() != std::this_thread::get_id());
    CHECK(order == std::vector<int>{1, 2});
}

TEST_CASE("a task that throws is reported, and the loop goes on", "[io_thread]") {
    std::string failure;
    std::promise<void> done;
    IoThread thread("test", [&](std::string_view what) { failure = what; });
    thread.post([] { throw std::runtime_error("broken task"); });
    thread.post([&] { done.set_value(); });
    done.get_future().get();
    CHECK(failure == "broken task");
}

TEST_CASE("stop ends the loop from another thread and from a task", "[io_thread]") {
    IoThread thread("test");
    thread.post([&] { thread.stop(); });
    thread.join();
    std::atomic<bool> ran{false};
    thread.post([&] { ran = true; });
    CHECK_FALSE(ran);
}
