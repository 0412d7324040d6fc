#include "http/io_thread.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <future>
#include <pthread.h>
#include <thread>

namespace huiying::http {

namespace asio = boost::asio;

struct IoThread::Loop {
    void run();

    std::function<void(std::string_view)> on_failure;
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::thread thread;
};

void IoThread::Loop::run() {
    while (!context.stopped()) {
        try {
            context.run();
        } catch (const std::exception& error) {
            if (!on_failure)
                std::terminate();
            on_failure(error.what());
        }
    }
}

IoThread::IoThread(const std::string& name, std::function<void(std::string_view what)> on_failure)
    : loop_(std::make_unique<Loop>()) {
    loop_->on_failure = std::move(on_failure);
    loop_->thread = std::thread([loop = loop_.get()] { loop->run(); });
    pthread_setname_np(loop_->thread.native_handle(), name.c_str());
}

IoThread::~IoThread() {
    stop();
    join();
}

asio::io_context& IoThread::context() {
    return loop_->context;
}

void IoThread::post(std::function<void()> task) {
    asio::post(loop_->context, std::move(task));
}

void IoThread::run(const std::function<void()>& task) {
    if (loop_->context.stopped())
        return task();
    std::promise<void> done;
    post([&] {
        try {
            task();
            done.set_value();
        } catch (...) {
            done.set_exception(std::current_exception());
        }
    });
    done.get_future().get();
}

void IoThread::stop() {
    loop_->context.stop();
}

void IoThread::join() {
    if (loop_->thread.joinable())
        loop_->thread.join();
}

}  // namespace huiying::http
