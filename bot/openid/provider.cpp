#include "bot/openid/provider.hpp"

#include "bot/channel/base64.hpp"
#include "bot/channel/query_string.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sodium.h>

namespace huiying::openid {
namespace {

using channel::percent_encode;
using nlohmann::json;

constexpr std::chrono::hours kEndpointsGood{1};
/// After a discovery that failed.
constexpr std::chrono::seconds kDiscoveryPause{5};
/// For a discovery that another one has under way.
constexpr std::chrono::seconds kDiscoveryPatience{1};
constexpr std::chrono::hours kKeysGood{1};
/// A token that names an unknown key has them read anew at most this often.
constexpr std::chrono::seconds kKeysPause{30};
constexpr int kServerError = 500;
constexpr int kDone = 200;

std::optional<json> object_of(const http::ClientResult& result) {
    if (result.outcome != http::ClientResult::Outcome::answered)
        return std::nullopt;
    auto body = json::parse(result.body, nullptr, false);
    return body.is_object() ? std::optional(std::move(body)) : std::nullopt;
}

std::string text_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// S256 of RFC 7636.
std::string challenge_of(const std::string& verifier) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(
        digest.data(), reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size()
    );
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(digest.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(), variant);
    text.pop_back();
    return text;
}

bool lists(const json& document, const char* key, std::string_view word) {
    const auto found = document.find(key);
    return found != document.end() && found->is_array() &&
           std::any_of(found->begin(), found->end(), [&](const json& one) {
               return one.is_string() && one.get<std::string>() == word;
           });
}

/// A provider by TLS must not lead us to one without.
bool is_as_safe(const std::string& endpoint, const std::string& issuer) {
    return endpoint.starts_with("https://") ||
           (issuer.starts_with("http://") && endpoint.starts_with("http://"));
}

ProviderAnswer failed(ProviderFault fault, std::string detail) {
    return {std::nullopt, fault, std::move(detail)};
}

}  // namespace

std::optional<Provider::Endpoints> Provider::discovered() {
    const auto document =
        object_of(client_.get(settings_.issuer + "/.well-known/openid-configuration"));
    // Another issuer's document would have us trust another issuer's keys.
    if (!document || text_in(*document, "issuer") != settings_.issuer)
        return std::nullopt;
    Endpoints found{
        text_in(*document, "authorization_endpoint"),
        text_in(*document, "token_endpoint"),
        text_in(*document, "jwks_uri"),
        true};
    for (const auto& endpoint : {found.authorization, found.token, found.keys})
        if (!is_as_safe(endpoint, settings_.issuer))
            return std::nullopt;
    constexpr const char* methods = "token_endpoint_auth_methods_supported";
    found.takes_basic =
        !document->contains(methods) || lists(*document, methods, "client_secret_basic");
    return found;
}

std::optional<Provider::Endpoints> Provider::endpoints() {
    const auto now = clock_.now();
    std::unique_lock lock(mutex_);
    discovered_.wait_for(lock, kDiscoveryPatience, [this] { return !is_discovering_; });
    if (endpoints_ && now < endpoints_until_)
        return endpoints_;
    if (is_discovering_ || now < discovery_pause_until_)
        return std::nullopt;
    is_discovering_ = true;
    lock.unlock();
    auto found = discovered();
    lock.lock();
    is_discovering_ = false;
    if (found) {
        endpoints_ = found;
        endpoints_until_ = now + kEndpointsGood;
    } else {
        discovery_pause_until_ = clock_.now() + kDiscoveryPause;
    }
    discovered_.notify_all();
    return found;
}

std::optional<std::string> Provider::address(const LoginMarks& marks) {
    const auto found = endpoints();
    if (!found)
        return std::nullopt;
    const char first = found->authorization.find('?') == std::string::npos ? '?' : '&';
    return found->authorization + first +
           "response_type=code&client_id=" + percent_encode(settings_.client_id) +
           "&redirect_uri=" + percent_encode(marks.redirect_uri) +
           "&scope=" + percent_encode(settings_.scope) + "&state=" + percent_encode(marks.state) +
           "&nonce=" + percent_encode(marks.nonce) +
           "&code_challenge=" + challenge_of(marks.verifier) + "&code_challenge_method=S256";
}

std::string Provider::keys(const Endpoints& endpoints, const std::string& than) {
    const auto now = clock_.now();
    {
        const std::lock_guard lock(mutex_);
        const bool is_wanted = keys_.empty() || keys_ == than;
        const auto good_until = keys_read_ + (is_wanted ? std::chrono::seconds(kKeysPause)
                                                        : std::chrono::seconds(kKeysGood));
        if (!keys_.empty() && now < good_until)
            return keys_;
    }
    const auto result = client_.get(endpoints.keys);
    const auto read = object_of(result);
    const std::lock_guard lock(mutex_);
    if (read && result.status == kDone) {
        keys_ = result.body;
        keys_read_ = now;
    }
    return keys_;
}

http::ClientResult Provider::redeem(
    const std::string& code, const Endpoints& endpoints, const LoginMarks& marks
) {
    auto form = "grant_type=authorization_code&code=" + percent_encode(code) +
                "&redirect_uri=" + percent_encode(marks.redirect_uri) +
                "&code_verifier=" + percent_encode(marks.verifier);
    http::HeaderList headers{{"Accept", "application/json"}};
    const auto id = percent_encode(settings_.client_id);
    const auto secret = percent_encode(settings_.client_secret);
    if (!secret.empty() && endpoints.takes_basic)
        headers.emplace_back("Authorization", "Basic " + channel::encode_base64(id + ":" + secret));
    else
        form += "&client_id=" + id + (secret.empty() ? "" : "&client_secret=" + secret);
    return client_.post(endpoints.token, headers, form, "application/x-www-form-urlencoded");
}

ProviderAnswer Provider::check(
    const std::string& token, const Endpoints& endpoints, const LoginMarks& marks
) {
    const ExpectedToken expected{settings_.issuer, settings_.client_id, marks.nonce, clock_.now()};
    auto present = keys(endpoints, "");
    auto checked = check_id_token(token, present, expected);
    const auto* fault = std::get_if<TokenFault>(&checked);
    if (fault != nullptr && *fault == TokenFault::unknown_key) {
        present = keys(endpoints, present);
        checked = check_id_token(token, present, expected);
        fault = std::get_if<TokenFault>(&checked);
    }
    if (present.empty())
        return failed(ProviderFault::down, "no keys");
    if (fault != nullptr)
        return failed(ProviderFault::untrusted, std::string(word_of(*fault)));
    return {std::get<Claims>(std::move(checked)), {}, {}};
}

ProviderAnswer Provider::ask(const std::string& code, const LoginMarks& marks) {
    const auto found = endpoints();
    if (!found)
        return failed(ProviderFault::down, "discovery");
    const auto result = redeem(code, *found, marks);
    const auto body = object_of(result);
    if (!body || result.status >= kServerError)
        return failed(ProviderFault::down, "token endpoint");
    const auto token = text_in(*body, "id_token");
    if (result.status != kDone || token.empty())
        return failed(ProviderFault::refused, "HTTP " + std::to_string(result.status));
    return check(token, *found, marks);
}

}  // namespace huiying::openid
