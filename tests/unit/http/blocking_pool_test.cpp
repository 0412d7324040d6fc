#include "http/blocking_pool.hpp"

#include "catch.hpp"

#include <atomic>
#include <future>

using huiying::http::BlockingPool;

TEST_CASE("a burst finds the idle threads and the whole queue, however soon it comes", "[pool]") {
    // Many times: a thread that has not yet taken its task must not cost a place.
    for (int round = 0; round < 200; ++round) {
        std::promise<void> opened;
        const auto gate = opened.get_future().share();
        std::atomic<int> done{0};
        {
            BlockingPool pool(2, 3);
            int taken = 0;
            for (int i = 0; i < 8; ++i)
                taken += pool.submit([&done, gate] {
                    gate.wait();
                    ++done;
                })
                             ? 1
                             : 0;
            CHECK(taken == 5);
            opened.set_value();
        }
        CHECK(done == 5);
    }
}
