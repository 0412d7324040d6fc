// What the Redis tests stand on: a temporary folder, a redis-server of its own, a thread that runs
// an io_context with an Appender.
#pragma once

#include "board/model/inbound_message.hpp"
#include "queue/appender.hpp"
#include "queue/connection.hpp"
#include "queue/embedded_server.hpp"
#include "queue/keys.hpp"

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace huiying::queue_test {

class TempFolder {
  public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// A redis-server in a folder of its own, and settings that fit it.
class RedisGround {
  public:
    RedisGround();

    queue::Settings settings() const;

    queue::EmbeddedServer& server() { return *server_; }

    /// Delivery keys of all entries that lie in the streams, by partition, in stream order.
    std::vector<std::vector<std::string>> keys_in_streams();

  private:
    TempFolder folder_;
    std::optional<queue::EmbeddedServer> server_;
};

/// An Appender on a thread of its own.
class AppenderThread {
  public:
    explicit AppenderThread(const queue::Settings& settings);
    ~AppenderThread();
    AppenderThread(const AppenderThread&) = delete;
    AppenderThread& operator=(const AppenderThread&) = delete;

    queue::Appender& appender() { return *appender_; }

    /// Runs `task` on the io thread and waits for it.
    void on_io_thread(const std::function<void()>& task);
    /// Runs `task` on the io thread after what is due now.
    void post(std::function<void()> task);
    /// Waits until a connection is up.
    bool becomes_ready(std::chrono::milliseconds patience = std::chrono::milliseconds{5000});

  private:
    boost::asio::io_context io_{1};
    std::optional<queue::Appender> appender_;
    std::thread thread_;
};

/// Waits until `condition` holds; false when it did not in time.
bool eventually(
    const std::function<bool()>& condition,
    std::chrono::milliseconds patience = std::chrono::milliseconds{20000}
);

/// A message of `sender` with the delivery key `key`, about 600 bytes.
model::InboundMessage message(const std::string& key, const std::string& sender = "citizen");

}  // namespace huiying::queue_test
