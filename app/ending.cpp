#include "app/ending.hpp"

#include "telemetry/log.hpp"

#include <csignal>
#include <pthread.h>

namespace huiying::app {
namespace {

using telemetry::Level;

sigset_t ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

}  // namespace

void block_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    const auto signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_end(int port) {
    telemetry::log(Level::info, "server.ready", {{"port", port}});
    const auto signals = ending_signals();
    int signal = 0;
    sigwait(&signals, &signal);
    telemetry::log(Level::info, "server.ending", {{"signal", signal}});
}

}  // namespace huiying::app
