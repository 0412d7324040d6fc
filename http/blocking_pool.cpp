#include "http/blocking_pool.hpp"

#include <pthread.h>

namespace huiying::http {

BlockingPool::BlockingPool(std::size_t threads, std::size_t queue_limit)
    : task_limit_(threads + queue_limit) {
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { run(); });
        pthread_setname_np(threads_.back().native_handle(), "http-blocking");
    }
}

BlockingPool::~BlockingPool() {
    {
        const std::lock_guard lock(mutex_);
        is_closing_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

bool BlockingPool::submit(std::function<void()> task) {
    {
        const std::lock_guard lock(mutex_);
        if (is_closing_ || tasks_.size() + running_ >= task_limit_)
            return false;
        tasks_.push_back(std::move(task));
    }
    changed_.notify_one();
    return true;
}

void BlockingPool::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return is_closing_ || !tasks_.empty(); });
        if (tasks_.empty())
            return;
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        ++running_;
        lock.unlock();
        task();
        task = nullptr;  // what it holds dies outside the lock
        lock.lock();
        --running_;
    }
}

}  // namespace huiying::http
