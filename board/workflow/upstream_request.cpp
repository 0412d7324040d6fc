#include "board/workflow/ticket_facts.hpp"

namespace huiying::workflow {
namespace {

constexpr std::string_view kTakeBack = "take_back";
constexpr std::string_view kMoreTime = "more_time";

}  // namespace

std::string_view to_word(UpstreamRequest request) {
    return request == UpstreamRequest::take_back ? kTakeBack : kMoreTime;
}

std::optional<UpstreamRequest> parse_upstream_request(std::string_view word) {
    if (word == kTakeBack)
        return UpstreamRequest::take_back;
    return word == kMoreTime ? std::optional(UpstreamRequest::more_time) : std::nullopt;
}

}  // namespace huiying::workflow
