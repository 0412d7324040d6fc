#include "board/language_model/endpoint.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace huiying::language_model {
namespace {

constexpr int kOk = 200;
constexpr int kTimeout = 408;
constexpr int kTooMany = 429;
constexpr int kServerError = 500;

Fault fault_of_status(int status) {
    if (status == kOk)
        return Fault::none;
    return status == kTooMany || status == kTimeout || status >= kServerError ? Fault::busy
                                                                              : Fault::refused;
}

/// What the client calls an answer that did not come in time, once the request had left.
Fault fault_of_silence(const http::ClientResult& result) {
    return result.outcome == http::ClientResult::Outcome::unknown ||
                   result.reason == "connection_timed_out"
               ? Fault::timed_out
               : Fault::unreachable;
}

bool is_worth_another_try(Fault fault) {
    return fault == Fault::busy || fault == Fault::unreachable;
}

}  // namespace

std::string_view to_word(Fault fault) {
    switch (fault) {
        case Fault::none:
            return "answered";
        case Fault::off:
            return "off";
        case Fault::unreachable:
            return "unreachable";
        case Fault::timed_out:
            return "timed_out";
        case Fault::busy:
            return "busy";
        case Fault::refused:
            return "refused";
        case Fault::not_json:
            return "not_json";
        case Fault::wrong_shape:
            return "wrong_shape";
        case Fault::wrong_dimensions:
            return "wrong_dimensions";
        case Fault::declined:
            return "declined";
        case Fault::cut_short:
            return "cut_short";
    }
    return "refused";
}

Endpoint::Endpoint(EndpointSettings settings, Post post)
    : settings_(std::move(settings)), post_(std::move(post)) {}

EndpointAnswer Endpoint::try_once(std::string_view json) const {
    http::HeaderList headers{{"Accept", "application/json"}};
    if (!settings_.key.empty())
        headers.emplace_back("Authorization", "Bearer " + settings_.key);
    auto result = post_(settings_.url, headers, json, "application/json");
    if (result.outcome != http::ClientResult::Outcome::answered)
        return {fault_of_silence(result), {}};
    const auto fault = fault_of_status(result.status);
    if (fault != Fault::none)
        return {fault, {}};
    // Cut at the bound of an answer's length: what is left is no JSON.
    if (result.reason == "response_truncated")
        return {Fault::not_json, {}};
    return {Fault::none, std::move(result.body)};
}

EndpointAnswer Endpoint::ask(std::string_view json) const {
    if (!is_on())
        return {Fault::off, {}};
    auto pause = settings_.pause;
    auto answer = try_once(json);
    for (int tries = 1; tries < settings_.tries && is_worth_another_try(answer.fault); ++tries) {
        std::this_thread::sleep_for(pause);
        pause *= 2;
        answer = try_once(json);
    }
    return answer;
}

}  // namespace huiying::language_model
