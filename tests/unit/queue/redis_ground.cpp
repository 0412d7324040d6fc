#include "redis_ground.hpp"

#include <boost/asio/post.hpp>
#include <future>
#include <stdlib.h>

namespace huiying::queue_test {

using namespace std::chrono_literals;

TempFolder::TempFolder() {
    std::string name = "/tmp/huiying-queue-test-XXXXXX";
    if (mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("mkdtemp");
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

RedisGround::RedisGround() {
    queue::EmbeddedSettings embedded;
    embedded.data_folder = folder_.path();
    server_.emplace(embedded);
}

queue::Settings RedisGround::settings() const {
    queue::Settings settings;
    settings.endpoint = server_->socket_path();
    return settings;
}

std::vector<std::vector<std::string>> RedisGround::keys_in_streams() {
    queue::Connection connection(settings());
    const queue::Keys keys("hy", settings().partitions);
    std::vector<std::vector<std::string>> found;
    for (int partition = 0; partition < keys.partitions(); ++partition) {
        const auto reply = connection.command({"XRANGE", keys.inbound(partition), "-", "+"});
        std::vector<std::string>& list = found.emplace_back();
        for (std::size_t entry = 0; entry < reply.view().size(); ++entry) {
            const queue::ReplyView fields = reply.view()[entry][1];
            for (std::size_t field = 0; field < fields.size(); field += 2)
                if (fields[field].text() == "key")
                    list.emplace_back(fields[field + 1].text());
        }
    }
    return found;
}

AppenderThread::AppenderThread(const queue::Settings& settings) {
    appender_.emplace(io_, settings);
    thread_ = std::thread([this] { io_.run(); });
}

AppenderThread::~AppenderThread() {
    boost::asio::post(io_, [this] { appender_->close(); });
    thread_.join();
}

void AppenderThread::on_io_thread(const std::function<void()>& task) {
    std::promise<void> done;
    boost::asio::post(io_, [&] {
        task();
        done.set_value();
    });
    done.get_future().wait();
}

void AppenderThread::post(std::function<void()> task) {
    boost::asio::post(io_, std::move(task));
}

bool AppenderThread::becomes_ready(std::chrono::milliseconds patience) {
    return eventually([this] { return appender_->is_ready(); }, patience);
}

bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

model::InboundMessage message(const std::string& key, const std::string& sender) {
    model::InboundMessage message;
    message.delivery_key = key;
    message.channel = "webhook";
    message.account = "town";
    message.sender = sender;
    message.subject = "路灯不亮";
    message.text =
        "小区东门外的路灯已经三天不亮了，晚上走路很不方便，请派人看看。" + std::string(400, 'x');
    message.received_at = model::from_unix_ms(1796000000000);
    message.arrived_at = model::from_unix_ms(1796000000123);
    message.number = "HY-2611-0001";
    return message;
}

}  // namespace huiying::queue_test
