#include "telemetry/log.hpp"

#include <bit>
#include <chrono>
#include <map>
#include <mutex>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace huiying::telemetry {
namespace {

spdlog::logger& logger() {
    static const auto kInstance = [] {
        auto made = std::make_shared<spdlog::logger>(
            "huiying", std::make_shared<spdlog::sinks::stderr_sink_mt>()
        );
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *kInstance;
}

spdlog::level::level_enum to_spdlog(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warn:
            return spdlog::level::warn;
        case Level::error:
            break;
    }
    return spdlog::level::err;
}

/// Quotes a value that holds white space, quotes or control characters, so that a line stays a
/// line.
void append_value(std::string& line, std::string_view value) {
    const bool plain =
        !value.empty() && value.find_first_of(" \t\r\n\"=\\") == std::string_view::npos;
    if (plain) {
        line += value;
        return;
    }
    line += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\')
            line += '\\';
        line += c == '\n' || c == '\r' ? ' ' : c;
    }
    line += '"';
}

std::string line_of(std::string_view event, std::initializer_list<Field> fields) {
    std::string line(event);
    for (const auto& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        if (const auto* text = std::get_if<std::string_view>(&field.value))
            append_value(line, *text);
        else if (const auto* number = std::get_if<std::int64_t>(&field.value))
            line += std::to_string(*number);
        else
            line += fmt::format("{:.3f}", std::get<double>(field.value));
    }
    return line;
}

/// How often an event came in the present second.
std::uint64_t count_in_second(std::string_view event) {
    static std::mutex mutex;
    static std::map<std::string, std::pair<std::int64_t, std::uint64_t>, std::less<>> seen;
    const auto second = std::chrono::duration_cast<std::chrono::seconds>(
                            std::chrono::steady_clock::now().time_since_epoch()
    )
                            .count();
    const std::lock_guard lock(mutex);
    auto found = seen.find(event);
    if (found == seen.end())
        found = seen.emplace(std::string(event), std::pair{second, std::uint64_t{0}}).first;
    if (found->second.first != second)
        found->second = {second, 0};
    return ++found->second.second;
}

}  // namespace

void set_level(Level level) {
    logger().set_level(to_spdlog(level));
}

void log(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (logger().should_log(to_spdlog(level)))
        logger().log(to_spdlog(level), "{}", line_of(event, fields));
}

void log_limited(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (!logger().should_log(to_spdlog(level)))
        return;
    const auto seen = count_in_second(event);
    if (std::has_single_bit(seen))
        logger().log(to_spdlog(level), "{} seen={}", line_of(event, fields), seen);
}

}  // namespace huiying::telemetry
