// An appender made and ended on its io thread. Owned by serve; used from any thread.
#pragma once

#include "http/io_thread.hpp"
#include "queue/appender.hpp"

#include <memory>

namespace huiying::app {

/// An appender that lives and dies on its io thread, as its thread rule asks.
class AppenderOnThread {
  public:
    AppenderOnThread(http::IoThread& thread, const queue::Settings& settings) : thread_(thread) {
        thread_.run([&] {
            appender_ = std::make_unique<queue::Appender>(thread_.context(), settings);
        });
    }

    ~AppenderOnThread() {
        if (!appender_)
            return;
        thread_.run([&] {
            appender_->close();
            appender_.reset();
        });
    }

    AppenderOnThread(const AppenderOnThread&) = delete;
    AppenderOnThread& operator=(const AppenderOnThread&) = delete;

    queue::Appender& operator*() { return *appender_; }

  private:
    http::IoThread& thread_;
    std::unique_ptr<queue::Appender> appender_;
};

}  // namespace huiying::app
