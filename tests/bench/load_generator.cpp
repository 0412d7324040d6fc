// Load for the intake: signed webhook messages (Standard Webhooks, HMAC-SHA256) over keep-alive
// connections, one thread, epoll. Every message has its own id; senders rotate. Signatures are made
// before the clock starts, so that what is measured is the server.
//   load_generator --url http://127.0.0.1:PORT/path [--secret whsec_...] [--connections N]
//   [--seconds S]
//                  [--rate R] [--warmup S]
// Without --rate: closed loop, each connection sends its next message when the last was answered.
// With --rate: open loop, message i is due at start + i/R whatever the server does, and its latency
// counts from then (no coordinated omission). Prints one line of JSON; exits 1 when nothing was
// answered.
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Nanoseconds = std::chrono::nanoseconds;

struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::string path;
    std::string secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    std::size_t connections = 64;
    double seconds = 5;
    double warmup = 1;
    double rate = 0;
};

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error(what);
}

void read_url(const std::string& url, Options& options) {
    const std::string_view scheme = "http://";
    const auto slash = url.find('/', scheme.size());
    const auto colon = url.find(':', scheme.size());
    if (url.rfind(scheme, 0) != 0 || slash == std::string::npos || colon > slash)
        fail("--url must be http://ADDRESS:PORT/path");
    options.host = url.substr(scheme.size(), colon - scheme.size());
    options.port = static_cast<std::uint16_t>(std::stoi(url.substr(colon + 1, slash - colon - 1)));
    options.path = url.substr(slash);
}

Options read_options(int argc, char** argv) {
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        const std::string value = argv[i + 1];
        if (name == "--url")
            read_url(value, options);
        else if (name == "--secret")
            options.secret = value;
        else if (name == "--connections")
            options.connections = std::stoul(value);
        else if (name == "--seconds")
            options.seconds = std::stod(value);
        else if (name == "--warmup")
            options.warmup = std::stod(value);
        else if (name == "--rate")
            options.rate = std::stod(value);
        else
            fail("unknown option " + std::string(name));
    }
    if (options.port == 0 || argc % 2 == 0)
        fail(
            "--url http://ADDRESS:PORT/path [--secret S] [--connections N] [--seconds S] [--rate R]"
        );
    return options;
}

std::string decode_secret(std::string_view secret) {
    if (secret.rfind("whsec_", 0) == 0)
        secret.remove_prefix(6);
    std::string key(secret.size(), '\0');
    const int size = EVP_DecodeBlock(
        reinterpret_cast<unsigned char*>(key.data()),
        reinterpret_cast<const unsigned char*>(secret.data()),
        static_cast<int>(secret.size())
    );
    if (size < 0)
        fail("--secret is not base64");
    const auto padding = std::count(secret.begin(), secret.end(), '=');
    key.resize(static_cast<std::size_t>(size) - static_cast<std::size_t>(padding));
    return key;
}

// A keyed HMAC-SHA256, used again and again.
class Signer {
  public:
    explicit Signer(const std::string& key)
        : mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)), context_(EVP_MAC_CTX_new(mac_)) {
        char digest[] = "SHA256";
        const std::array<OSSL_PARAM, 2> parameters{
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
            OSSL_PARAM_construct_end()};
        const auto* bytes = reinterpret_cast<const unsigned char*>(key.data());
        if (EVP_MAC_init(context_, bytes, key.size(), parameters.data()) != 1)
            fail("HMAC does not start");
    }

    ~Signer() {
        EVP_MAC_CTX_free(context_);
        EVP_MAC_free(mac_);
    }

    Signer(const Signer&) = delete;
    Signer& operator=(const Signer&) = delete;

    /// Writes the 44 base64 characters of the signature of `text` (and a NUL) to `out`.
    void sign(std::string_view text, char* out) {
        std::array<unsigned char, 32> digest{};
        std::size_t size = 0;
        EVP_MAC_init(context_, nullptr, 0, nullptr);
        EVP_MAC_update(context_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
        EVP_MAC_final(context_, digest.data(), &size, digest.size());
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out), digest.data(), 32);
    }

  private:
    EVP_MAC* mac_;
    EVP_MAC_CTX* context_;
};

void put_digits(char* to, std::size_t digits, std::uint64_t number) {
    for (std::size_t i = digits; i-- > 0; number /= 10)
        to[i] = static_cast<char>('0' + number % 10);
}

// All messages are one text with digits replaced; only signatures are kept for each.
class Messages {
  public:
    Messages(const Options& options, std::size_t premade);

    /// Copies the request bytes of message `index` to `out`.
    void write(std::size_t index, char* out);

    std::size_t request_bytes() const { return request_.size(); }

    std::size_t body_bytes() const { return body_.size(); }

  private:
    static constexpr std::size_t kIdDigits = 10;
    static constexpr std::size_t kSenderDigits = 4;
    static constexpr std::size_t kSenders = 5000;
    static constexpr std::size_t kSignature = 44;
    static constexpr std::size_t kBodyBytes = 600;

    void number(std::size_t index);
    void sign(char* out);

    Signer signer_;
    std::string id_;      // webhook-id
    std::string signed_;  // "id.timestamp.body"
    std::string body_;
    std::string request_;
    std::size_t signed_id_, signed_body_id_, signed_sender_;
    std::size_t header_id_, header_signature_, body_id_, sender_;
    std::vector<std::array<char, kSignature + 1>> signatures_;
};

std::string iso_now() {
    std::array<char, 32> text{};
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

std::string random_tag() {
    std::random_device random;
    std::array<char, 9> text{};
    std::snprintf(text.data(), text.size(), "%08x", random());
    return text.data();
}

Messages::Messages(const Options& options, std::size_t premade)
    : signer_(decode_secret(options.secret)) {
    const std::string tag = random_tag();
    const std::string digits(kIdDigits, '0');
    const std::string sender(kSenderDigits, '0');
    const std::string id = "msg_" + tag + digits;
    const std::string stamp = std::to_string(std::time(nullptr));
    body_ = R"({"id":"m)" + tag + digits + R"(","from":{"id":"citizen-)" + tag + sender +
            R"(","name":"王小明"},"text":")";
    const std::string tail = R"(","subject":"小区路灯不亮","sent_at":")" + iso_now() + R"("})";
    const std::string_view sentence =
        "永兴路口的路灯已经坏了三天，晚上走路很不方便，请尽快派人来修。";
    while (body_.size() + sentence.size() + tail.size() <= kBodyBytes)
        body_ += sentence;
    body_.append(kBodyBytes - body_.size() - tail.size(), '.');
    body_ += tail;
    const std::string prefix = id + "." + stamp + ".";
    signed_ = prefix + body_;
    signed_id_ = id.size() - kIdDigits;
    body_id_ = body_.find(tag) + tag.size();
    sender_ = body_.find(tag, body_id_) + tag.size();
    signed_body_id_ = prefix.size() + body_id_;
    signed_sender_ = prefix.size() + sender_;
    const std::string head =
        "POST " + options.path + " HTTP/1.1\r\nHost: " + options.host +
        "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body_.size()) +
        "\r\nwebhook-id: " + id + "\r\nwebhook-timestamp: " + stamp + "\r\nwebhook-signature: v1,";
    header_id_ = head.find(id) + id.size() - kIdDigits;
    header_signature_ = head.size();
    request_ = head + std::string(kSignature, 'A') + "\r\n\r\n";
    body_id_ += request_.size();
    sender_ += request_.size();
    request_ += body_;
    signatures_.resize(premade);
    for (std::size_t i = 0; i < premade; ++i) {
        number(i);
        sign(signatures_[i].data());
    }
}

void Messages::number(std::size_t index) {
    for (const auto at : {header_id_, body_id_})
        put_digits(request_.data() + at, kIdDigits, index);
    for (const auto at : {signed_id_, signed_body_id_})
        put_digits(signed_.data() + at, kIdDigits, index);
    put_digits(request_.data() + sender_, kSenderDigits, index % kSenders);
    put_digits(signed_.data() + signed_sender_, kSenderDigits, index % kSenders);
}

void Messages::sign(char* out) {
    signer_.sign(signed_, out);
}

void Messages::write(std::size_t index, char* out) {
    number(index);
    std::array<char, kSignature + 1> fresh{};
    const char* signature = fresh.data();
    if (index < signatures_.size())
        signature = signatures_[index].data();
    else
        sign(fresh.data());
    std::memcpy(out, request_.data(), request_.size());
    std::memcpy(out + header_signature_, signature, kSignature);
}

// Latencies in buckets 1/64 apart: every percentile is right to 1.6 %.
class Histogram {
  public:
    void add(Nanoseconds latency) {
        const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(latency.count(), 0));
        ++buckets_[bucket_of(value)];
        ++count_;
        worst_ = std::max(worst_, value);
    }

    double milliseconds_at(double fraction) const {
        const auto wanted = static_cast<std::uint64_t>(fraction * static_cast<double>(count_));
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < buckets_.size(); ++i) {
            seen += buckets_[i];
            if (seen > wanted)
                return static_cast<double>(lower_bound_of(i)) / 1e6;
        }
        return worst_milliseconds();
    }

    double worst_milliseconds() const { return static_cast<double>(worst_) / 1e6; }

    std::uint64_t count() const { return count_; }

  private:
    static std::size_t bucket_of(std::uint64_t value) {
        if (value < 64)
            return value;
        const int shift = 63 - __builtin_clzll(value) - 6;
        return static_cast<std::size_t>(shift + 1) * 64 + ((value >> shift) & 63);
    }

    static std::uint64_t lower_bound_of(std::size_t bucket) {
        if (bucket < 64)
            return bucket;
        const auto shift = bucket / 64 - 1;
        return (64 + bucket % 64) << shift;
    }

    static constexpr std::size_t kBuckets = 3840;  // 64 for each of 60 powers of two

    std::vector<std::uint64_t> buckets_ = std::vector<std::uint64_t>(kBuckets);
    std::uint64_t count_ = 0;
    std::uint64_t worst_ = 0;
};

struct Connection {
    int socket = -1;
    std::vector<char> out;
    std::size_t sent = 0;
    std::array<char, 4096> in;
    std::size_t received = 0;
    Clock::time_point due;
    bool is_busy = false;
    bool waits_to_write = false;
};

struct Answer {
    std::size_t bytes = 0;  // 0: not complete
    int status = 0;
};

Answer parse_answer(std::string_view bytes) {
    const auto head_end = bytes.find("\r\n\r\n");
    if (head_end == std::string_view::npos || bytes.size() < 12)
        return {};
    Answer answer;
    std::from_chars(bytes.data() + 9, bytes.data() + 12, answer.status);
    std::size_t length = 0;
    for (std::size_t at = bytes.find("\r\n"); at < head_end; at = bytes.find("\r\n", at + 2)) {
        const std::string_view name = "content-length:";
        const auto line = bytes.substr(at + 2);
        if (line.size() < name.size() || strncasecmp(line.data(), name.data(), name.size()) != 0)
            continue;
        const auto digits = line.substr(line.find_first_not_of(' ', name.size()));
        std::from_chars(digits.data(), digits.data() + digits.size(), length);
    }
    answer.bytes = head_end + 4 + length;
    return answer.bytes <= bytes.size() ? answer : Answer{};
}

class Generator {
  public:
    Generator(const Options& options, Messages& messages);
    ~Generator();
    Generator(const Generator&) = delete;
    Generator& operator=(const Generator&) = delete;

    void run();
    void print() const;

    bool has_answers() const { return answered_ > 0; }

  private:
    void open(Connection& connection);
    void reopen(Connection& connection);
    void begin(Connection& connection, Clock::time_point due);
    void push(Connection& connection);
    void pull(Connection& connection);
    void finish(Connection& connection, int status);
    void watch(Connection& connection, std::uint32_t events, int operation) const;
    void start_due();
    Clock::time_point next_due(Clock::time_point now) const;
    void take_events();

    Options options_;
    Messages& messages_;
    int epoll_ = -1;
    std::vector<std::unique_ptr<Connection>> connections_;
    std::deque<Connection*> free_;
    Histogram latencies_;
    std::size_t sent_ = 0;
    std::size_t due_count_ = 0;
    std::uint64_t answered_ = 0;
    std::uint64_t refused_ = 0;
    std::uint64_t broken_ = 0;
    Clock::time_point start_, measured_from_, end_, last_answer_;
};

Generator::Generator(const Options& options, Messages& messages)
    : options_(options), messages_(messages), epoll_(epoll_create1(0)) {
    prctl(PR_SET_TIMERSLACK, 1);
    for (std::size_t i = 0; i < options_.connections; ++i) {
        connections_.push_back(std::make_unique<Connection>());
        open(*connections_.back());
        free_.push_back(connections_.back().get());
    }
}

Generator::~Generator() {
    for (const auto& connection : connections_)
        close(connection->socket);
    close(epoll_);
}

void Generator::open(Connection& connection) {
    connection.socket = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(options_.port);
    if (inet_pton(AF_INET, options_.host.c_str(), &address.sin_addr) != 1)
        fail("not an IPv4 address: " + options_.host);
    if (connect(connection.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        fail("cannot connect: " + std::generic_category().message(errno));
    const int on = 1;
    setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(connection.socket, F_SETFL, O_NONBLOCK);
    watch(connection, EPOLLIN, EPOLL_CTL_ADD);
}

void Generator::watch(Connection& connection, std::uint32_t events, int operation) const {
    epoll_event event{};
    event.events = events;
    event.data.ptr = &connection;
    epoll_ctl(epoll_, operation, connection.socket, &event);
}

void Generator::reopen(Connection& connection) {
    ++broken_;
    close(connection.socket);
    connection.waits_to_write = false;
    connection.received = 0;
    open(connection);
    connection.is_busy = false;
    free_.push_back(&connection);
}

void Generator::begin(Connection& connection, Clock::time_point due) {
    connection.out.resize(messages_.request_bytes());
    messages_.write(sent_++, connection.out.data());
    connection.sent = 0;
    connection.due = due;
    connection.is_busy = true;
    push(connection);
}

void Generator::push(Connection& connection) {
    const auto left = connection.out.size() - connection.sent;
    const auto bytes =
        send(connection.socket, connection.out.data() + connection.sent, left, MSG_NOSIGNAL);
    if (bytes < 0 && errno != EAGAIN)
        return reopen(connection);
    connection.sent += static_cast<std::size_t>(std::max<ssize_t>(bytes, 0));
    const bool waits = connection.sent < connection.out.size();
    if (waits != connection.waits_to_write) {
        watch(connection, waits ? EPOLLIN | EPOLLOUT : EPOLLIN, EPOLL_CTL_MOD);
        connection.waits_to_write = waits;
    }
}

void Generator::pull(Connection& connection) {
    const auto bytes = recv(
        connection.socket,
        connection.in.data() + connection.received,
        connection.in.size() - connection.received,
        0
    );
    if (bytes < 0 && errno == EAGAIN)
        return;
    if (bytes <= 0)
        return reopen(connection);
    connection.received += static_cast<std::size_t>(bytes);
    const auto answer = parse_answer({connection.in.data(), connection.received});
    if (answer.bytes == 0)
        return connection.received == connection.in.size() ? reopen(connection) : void();
    connection.received = 0;
    finish(connection, answer.status);
}

void Generator::finish(Connection& connection, int status) {
    const auto now = Clock::now();
    connection.is_busy = false;
    if (now >= measured_from_ && now <= end_) {
        ++answered_;
        last_answer_ = now;
        latencies_.add(now - connection.due);
        refused_ += status == 200 ? 0 : 1;
    }
    if (options_.rate <= 0 && now < end_)
        begin(connection, now);
    else
        free_.push_back(&connection);
}

// Hands out what is due; in a closed loop a free connection's next message always is. In an open
// loop what finds no free connection stays due, and its latency grows.
void Generator::start_due() {
    const auto now = Clock::now();
    while (!free_.empty() && now < end_) {
        const auto due = next_due(now);
        if (due > now)
            return;
        Connection& connection = *free_.front();
        free_.pop_front();
        ++due_count_;
        begin(connection, due);
    }
}

Clock::time_point Generator::next_due(Clock::time_point now) const {
    if (options_.rate <= 0)
        return now;
    const double offset = static_cast<double>(due_count_) / options_.rate * 1e9;
    return start_ + Nanoseconds(static_cast<std::int64_t>(offset));
}

void Generator::take_events() {
    std::array<epoll_event, 256> events;
    Nanoseconds wait = std::chrono::milliseconds(50);
    if (options_.rate > 0 && !free_.empty()) {
        const auto now = Clock::now();
        const auto due = next_due(now);
        wait = std::clamp(Nanoseconds(due - now), Nanoseconds(0), wait);
    }
    const timespec timeout{0, static_cast<long>(wait.count())};
    const int count =
        epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &timeout, nullptr);
    for (int i = 0; i < count; ++i) {
        auto& connection = *static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr);
        if (events[static_cast<std::size_t>(i)].events & EPOLLOUT)
            push(connection);
        else
            pull(connection);
    }
}

void Generator::run() {
    start_ = Clock::now();
    measured_from_ =
        start_ +
        std::chrono::duration_cast<Nanoseconds>(std::chrono::duration<double>(options_.warmup));
    end_ = measured_from_ +
           std::chrono::duration_cast<Nanoseconds>(std::chrono::duration<double>(options_.seconds));
    while (Clock::now() < end_) {
        start_due();
        take_events();
    }
}

void Generator::print() const {
    const double seconds = options_.seconds;
    const auto due =
        static_cast<std::uint64_t>(options_.rate * (options_.seconds + options_.warmup));
    const auto unsent = options_.rate > 0 && due > due_count_ ? due - due_count_ : 0;
    std::printf(
        "{\"mode\":\"%s\",\"connections\":%zu,\"seconds\":%.1f,\"rate\":%.0f,\"body_bytes\":%zu,"
        "\"answered\":%llu,\"rps\":%.0f,\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"p999_"
        "ms\":%.3f,"
        "\"max_ms\":%.3f,\"non_200\":%llu,\"broken\":%llu,\"overdue_at_end\":%llu}\n",
        options_.rate > 0 ? "open" : "closed",
        options_.connections,
        seconds,
        options_.rate,
        messages_.body_bytes(),
        static_cast<unsigned long long>(answered_),
        static_cast<double>(answered_) / seconds,
        latencies_.milliseconds_at(0.5),
        latencies_.milliseconds_at(0.9),
        latencies_.milliseconds_at(0.99),
        latencies_.milliseconds_at(0.999),
        latencies_.worst_milliseconds(),
        static_cast<unsigned long long>(refused_),
        static_cast<unsigned long long>(broken_),
        static_cast<unsigned long long>(unsent)
    );
}

int run(const Options& options) {
    const double expected = options.rate > 0 ? options.rate : 200'000;
    Messages messages(
        options, static_cast<std::size_t>(expected * (options.seconds + options.warmup)) + 1000
    );
    Generator generator(options, messages);
    generator.run();
    generator.print();
    return generator.has_answers() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(read_options(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "load_generator: %s\n", error.what());
        return 2;
    }
}
