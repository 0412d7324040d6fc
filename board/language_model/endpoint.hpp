// One OpenAI-compatible address: posts a JSON body with the key, tries again a bounded number of
// times, says what went wrong as a value. The key is in no message, log line or fault. Used by this
// room's clients. Thread rule: safe from any thread as far as its post is; blocks.
#pragma once

#include "board/language_model/fault.hpp"
#include "http/client.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace huiying::language_model {

/// Sends and waits; http::Client::post, which has the time limit.
using Post = std::function<http::ClientResult(
    const std::string& url,
    const http::HeaderList& headers,
    std::string_view body,
    const std::string& content_type
)>;

struct EndpointSettings {
    std::string url;    ///< whole address, ".../v1/embeddings"; empty: off
    std::string model;  ///< as the endpoint names it
    std::string key;    ///< sent as a bearer token; empty: none
    int tries = 1;      ///< of all requests together; only busy and unreachable ones again
    std::chrono::milliseconds pause{500};  ///< before the second try, doubled with each further one
};

struct EndpointAnswer {
    Fault fault = Fault::none;
    std::string body;  ///< of a 200; any bytes
};

class Endpoint {
  public:
    Endpoint(EndpointSettings settings, Post post);

    [[nodiscard]] bool is_on() const { return !settings_.url.empty(); }

    [[nodiscard]] const std::string& model() const { return settings_.model; }

    [[nodiscard]] EndpointAnswer ask(std::string_view json) const;

  private:
    [[nodiscard]] EndpointAnswer try_once(std::string_view json) const;

    const EndpointSettings settings_;
    const Post post_;
};

}  // namespace huiying::language_model
