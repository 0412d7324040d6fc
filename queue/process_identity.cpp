#include "queue/process_identity.hpp"

#include <array>
#include <atomic>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <unistd.h>
#include <vector>

namespace huiying::queue {
namespace {

std::string first_line(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

std::string pid_namespace() {
    std::array<char, 64> target{};
    const auto size = readlink("/proc/self/ns/pid", target.data(), target.size());
    return size > 0 ? std::string(target.data(), static_cast<std::size_t>(size)) : std::string();
}

const std::string& machine() {
    static const std::string kMachine =
        first_line("/proc/sys/kernel/random/boot_id") + "," + pid_namespace();
    return kMachine;
}

/// Field 22 of /proc/<pid>/stat; empty when there is no such process, or only its zombie.
std::string start_time(std::string_view pid) {
    const std::string line = first_line("/proc/" + std::string(pid) + "/stat");
    // The second field, the name, may hold spaces and brackets; the last ")" ends it.
    const std::size_t close = line.rfind(')');
    if (close == std::string::npos || close + 2 >= line.size() || line[close + 2] == 'Z')
        return {};
    std::size_t begin = close + 2;
    for (int field = 3; field < 22 && begin != std::string::npos; ++field) {
        begin = line.find(' ', begin);
        begin = begin == std::string::npos ? begin : begin + 1;
    }
    return begin == std::string::npos ? std::string()
                                      : line.substr(begin, line.find(' ', begin) - begin);
}

struct Owner {
    std::string_view machine;
    std::string_view pid;
    std::string_view start;
};

std::optional<Owner> parse(std::string_view owner) {
    const std::size_t at = owner.rfind('@');
    if (at == std::string_view::npos)
        return std::nullopt;
    std::vector<std::string_view> parts;
    for (std::string_view rest = owner.substr(at + 1); !rest.empty();) {
        const std::size_t slash = rest.find('/');
        parts.push_back(rest.substr(0, slash));
        rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    }
    if (parts.size() != 4)
        return std::nullopt;
    return Owner{parts[0], parts[1], parts[2]};
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string make_owner(std::string_view name) {
    static std::atomic<unsigned> next{0};
    const std::string pid = std::to_string(getpid());
    return std::string(name) + "@" + machine() + "/" + pid + "/" + start_time(pid) + "/" +
           std::to_string(next++);
}

bool is_certainly_dead(std::string_view owner) {
    const auto parts = parse(owner);
    if (!parts || parts->machine != machine() || !is_number(parts->pid) || parts->start.empty())
        return false;
    return start_time(parts->pid) != parts->start;
}

}  // namespace huiying::queue
