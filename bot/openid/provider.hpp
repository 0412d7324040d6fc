// An OpenID Connect provider: found by discovery, asked by the authorization code flow with PKCE.
// Used by app. Thread rule: any thread; `address` and `ask` block. Sources: OpenID Connect Core 1.0
// and Discovery 1.0, RFC 7636, RFC 6749.
#pragma once

#include "board/model/instant.hpp"
#include "bot/openid/id_token.hpp"
#include "http/client.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

namespace huiying::openid {

struct ProviderSettings {
    std::string issuer;  ///< "https://id.example.gov.cn/realms/town", without a slash at its end
    std::string client_id;
    std::string client_secret;  ///< empty: a public client, which PKCE alone protects
    std::string scope = "openid profile";
};

/// What one login takes along.
struct LoginMarks {
    std::string redirect_uri;
    std::string state;
    std::string nonce;
    std::string verifier;  ///< PKCE's
};

/// refused: the provider took back or never gave the code; untrusted: its ID token proves nothing;
/// down: no answer that can be read.
enum class ProviderFault { refused, untrusted, down };

struct ProviderAnswer {
    std::optional<Claims> claims;
    ProviderFault fault = ProviderFault::down;
    std::string detail;  ///< for the log, no secrets
};

class Provider {
  public:
    Provider(ProviderSettings settings, http::Client& client, const model::Clock& clock)
        : settings_(std::move(settings)), client_(client), clock_(clock) {}

    /// Where the browser goes; nullopt: the provider does not say.
    std::optional<std::string> address(const LoginMarks& marks);
    /// Changes the code for an ID token and checks it.
    ProviderAnswer ask(const std::string& code, const LoginMarks& marks);

  private:
    struct Endpoints {
        std::string authorization;
        std::string token;
        std::string keys;
        bool takes_basic = true;  ///< the client's secret in a header, else in the form
    };

    /// Asked for once at a time, and not again for some seconds after a failure: whoever waits for
    /// a provider that is down holds a thread.
    std::optional<Endpoints> endpoints();
    std::optional<Endpoints> discovered();
    /// The key set; `than`: another one than this, because a token's key is not in it.
    std::string keys(const Endpoints& endpoints, const std::string& than);
    ProviderAnswer check(
        const std::string& token, const Endpoints& endpoints, const LoginMarks& marks
    );
    http::ClientResult redeem(
        const std::string& code, const Endpoints& endpoints, const LoginMarks& marks
    );

    const ProviderSettings settings_;
    http::Client& client_;
    const model::Clock& clock_;
    std::mutex mutex_;  // guards what follows
    std::optional<Endpoints> endpoints_;
    model::Instant endpoints_until_{};
    model::Instant discovery_pause_until_{};
    bool is_discovering_ = false;
    std::condition_variable discovered_;
    std::string keys_;
    model::Instant keys_read_{};
};

}  // namespace huiying::openid
