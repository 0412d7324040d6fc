// Appends a second to a Redis that writes every one to disk, by number of connections and appends
// in flight; rounds alternate, medians are printed. Usage: queue_bench [folder [seconds [rounds]]]
#include "board/model/inbound_message.hpp"
#include "queue/appender.hpp"
#include "queue/connection.hpp"
#include "queue/embedded_server.hpp"
#include "queue/inbound_stream.hpp"
#include "queue/keys.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace huiying;
using Clock = std::chrono::steady_clock;

namespace {

model::InboundMessage sample(int number) {
    model::InboundMessage message;
    message.delivery_key = "webhook|town|" + std::to_string(number);
    message.channel = "webhook";
    message.account = "town";
    message.sender = "citizen-" + std::to_string(number % 5000);
    message.subject = "路灯不亮";
    message.text = std::string(420, 'x');
    message.number = "HY-2611-" + std::to_string(number);
    return message;
}

struct Figures {
    double per_second = 0;
    double p50_ms = 0;
    double p99_ms = 0;
};

/// A closed loop on one thread: every acknowledgement is followed by the next append.
class Round {
  public:
    Round(const queue::Settings& settings, int in_flight, std::chrono::milliseconds span)
        : appender_(io_, settings), span_(span) {
        while (!appender_.is_ready())
            io_.run_one();
        // Not only the first of the connections.
        const auto all_up = Clock::now() + std::chrono::milliseconds{300};
        while (Clock::now() < all_up)
            io_.run_one();
        begin_ = Clock::now();
        for (int index = 0; index < in_flight; ++index)
            next();
    }

    Figures run() {
        io_.run();
        std::sort(latencies_.begin(), latencies_.end());
        const double seconds = std::chrono::duration<double>(end_ - begin_).count();
        const auto count = latencies_.size();
        return {
            static_cast<double>(count) / seconds,
            latencies_[count / 2],
            latencies_[count * 99 / 100]};
    }

  private:
    void next() {
        ++pending_;
        const auto sent = Clock::now();
        appender_.append(sample(number_++), [this, sent](model::Result<void> result) {
            settle(sent, result);
        });
    }

    void settle(Clock::time_point sent, const model::Result<void>& result) {
        if (!result) {
            std::fprintf(stderr, "append failed: %s\n", result.error().message().c_str());
            std::exit(1);
        }
        --pending_;
        const auto now = Clock::now();
        latencies_.push_back(std::chrono::duration<double, std::milli>(now - sent).count());
        if (now - begin_ < span_)
            return next();
        end_ = now;
        if (pending_ == 0)
            appender_.close();
    }

    boost::asio::io_context io_{1};
    queue::Appender appender_;
    std::chrono::milliseconds span_;
    Clock::time_point begin_;
    Clock::time_point end_;
    std::vector<double> latencies_;
    int number_ = 0;
    int pending_ = 0;
};

double drained_per_second(const queue::Settings& settings) {
    queue::InboundReader reader(settings, "bench");
    std::size_t count = 0;
    const auto begin = Clock::now();
    for (;;) {
        const queue::Batch batch = reader.read(100, std::chrono::milliseconds{1});
        if (batch.empty())
            break;
        count += batch.size();
        reader.acknowledge(batch);
    }
    return static_cast<double>(count) / std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    const std::filesystem::path folder = argc > 1 ? argv[1] : "/tmp/huiying-queue-bench";
    const std::chrono::milliseconds span{1000 * (argc > 2 ? std::atoi(argv[2]) : 3)};
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 3;
    queue::EmbeddedSettings embedded;
    embedded.data_folder = folder;
    const queue::EmbeddedServer server(embedded);
    queue::Settings settings;
    settings.endpoint = server.socket_path();
    settings.in_flight_limit = 4096;
    std::map<std::pair<int, int>, std::vector<Figures>> figures;
    std::vector<double> drained;
    for (int round = 0; round < rounds; ++round)
        for (const int in_flight : {64, 256, 1024})
            for (const int connections : {1, 4, 12, 16}) {
                settings.connections = connections;
                figures[{in_flight, connections}].push_back(Round(settings, in_flight, span).run());
                if (in_flight == 1024 && connections == 12)
                    drained.push_back(drained_per_second(settings));
                else
                    queue::Connection(settings).command({"FLUSHALL"});
            }
    std::printf("in flight  connections  appends/s  p50 ms  p99 ms\n");
    for (const auto& [shape, list] : figures) {
        std::vector<double> rate;
        std::vector<double> middle;
        std::vector<double> high;
        for (const Figures& one : list) {
            rate.push_back(one.per_second);
            middle.push_back(one.p50_ms);
            high.push_back(one.p99_ms);
        }
        std::printf(
            "%9d  %11d  %9.0f  %6.2f  %6.2f\n",
            shape.first,
            shape.second,
            median(rate),
            median(middle),
            median(high)
        );
    }
    std::printf("read + acknowledge, batches of 100: %.0f entries/s\n", median(drained));
    return 0;
}
