#include "queue/rate_limit.hpp"

#include "queue/keys.hpp"

#include <utility>

namespace huiying::queue {
namespace {

// Counts a try.
// KEYS  1 counter    ARGV  1 window in milliseconds
// Output  tries within the window, this one included
constexpr std::string_view kCount = R"(
local tries = redis.call('INCR', KEYS[1])
if tries == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return tries
)";

}  // namespace

RateLimit::RateLimit(
    Settings settings, std::string name, int most, std::chrono::milliseconds window
)
    : connection_(settings),
      prefix_(std::move(settings.key_prefix)),
      name_(std::move(name)),
      most_(most),
      window_(window) {}

bool RateLimit::admit(std::string_view subject) {
    RespCommand command{"EVAL", kCount, "1", Keys(prefix_, 0).rate(name_, subject)};
    command.add(std::int64_t{window_.count()});
    return connection_.command(std::move(command)).view().integer() <= most_;
}

void RateLimit::forgive(std::string_view subject) {
    connection_.command({"DEL", Keys(prefix_, 0).rate(name_, subject)});
}

}  // namespace huiying::queue
