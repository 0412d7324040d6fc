#include "bot/openid/id_token.hpp"

#include <algorithm>
#include <array>
#include <cjose/cjose.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace huiying::openid {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestToken = 16'384;
constexpr std::size_t kLeastRsaBits = 2048;

struct Released {
    void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }

    void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
};

using Jws = std::unique_ptr<cjose_jws_t, Released>;
using Jwk = std::unique_ptr<cjose_jwk_t, Released>;

struct Algorithm {
    std::string_view name;
    std::string_view key_type;
    cjose_jwk_kty_t kind;
};

/// None that takes the public key for a shared secret, and not "none".
constexpr std::array kAlgorithms{
    Algorithm{"RS256", "RSA", CJOSE_JWK_KTY_RSA}, Algorithm{"ES256", "EC", CJOSE_JWK_KTY_EC}};

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> seconds_of(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        return std::nullopt;
    const auto seconds = found->get<double>();
    constexpr double farthest = 4e9;
    return seconds >= 0 && seconds <= farthest ? std::optional(static_cast<std::int64_t>(seconds))
                                               : std::nullopt;
}

/// Whether the key may have signed that: its kind, its use, and its name where the token names one.
bool is_meant(const json& key, const Algorithm& algorithm, const std::string& wanted) {
    if (!key.is_object() || text_of(key, "kty") != algorithm.key_type)
        return false;
    const auto use = text_of(key, "use");
    const auto for_algorithm = text_of(key, "alg");
    return (use.empty() || use == "sig") &&
           (for_algorithm.empty() || for_algorithm == algorithm.name) &&
           (wanted.empty() || text_of(key, "kid") == wanted) &&
           (algorithm.kind != CJOSE_JWK_KTY_EC || text_of(key, "crv") == "P-256");
}

Jwk imported(const json& key, const Algorithm& algorithm) {
    const auto text = key.dump(-1, ' ', false, json::error_handler_t::replace);
    cjose_err error{};
    Jwk jwk(cjose_jwk_import(text.data(), text.size(), &error));
    if (!jwk || cjose_jwk_get_kty(jwk.get(), &error) != algorithm.kind)
        return nullptr;
    const bool is_weak = algorithm.kind == CJOSE_JWK_KTY_RSA &&
                         cjose_jwk_get_keysize(jwk.get(), &error) < kLeastRsaBits;
    return is_weak ? nullptr : std::move(jwk);
}

std::vector<Jwk> keys_for(
    std::string_view keys, const Algorithm& algorithm, const std::string& wanted
) {
    std::vector<Jwk> found;
    const auto set = json::parse(keys, nullptr, false);
    if (!set.is_object() || !set.contains("keys") || !set["keys"].is_array())
        return found;
    for (const auto& key : set["keys"])
        if (is_meant(key, algorithm, wanted))
            if (auto jwk = imported(key, algorithm))
                found.push_back(std::move(jwk));
    return found;
}

std::string header_text(cjose_header_t* header, const char* name) {
    cjose_err error{};
    const char* const value = cjose_header_get(header, name, &error);
    return value != nullptr ? value : "";
}

/// The claims of a token whose signature is right.
std::variant<json, TokenFault> opened(const std::string& token, std::string_view keys) {
    cjose_err error{};
    const Jws jws(cjose_jws_import(token.data(), token.size(), &error));
    if (!jws)
        return TokenFault::malformed;
    auto* const header = cjose_jws_get_protected(jws.get());
    const auto name = header_text(header, CJOSE_HDR_ALG);
    const auto* const algorithm =
        std::find_if(kAlgorithms.begin(), kAlgorithms.end(), [&](const Algorithm& known) {
            return known.name == name;
        });
    if (algorithm == kAlgorithms.end())
        return TokenFault::wrong_algorithm;
    const auto candidates = keys_for(keys, *algorithm, header_text(header, CJOSE_HDR_KID));
    if (candidates.empty())
        return TokenFault::unknown_key;
    const bool is_signed = std::any_of(candidates.begin(), candidates.end(), [&](const Jwk& key) {
        return cjose_jws_verify(jws.get(), key.get(), &error);
    });
    if (!is_signed)
        return TokenFault::wrong_signature;
    std::uint8_t* bytes = nullptr;
    std::size_t length = 0;
    if (!cjose_jws_get_plaintext(jws.get(), &bytes, &length, &error))
        return TokenFault::malformed;
    auto claims = json::parse(
        reinterpret_cast<const char*>(bytes),
        reinterpret_cast<const char*>(bytes) + length,
        nullptr,
        false
    );
    if (!claims.is_object())
        return TokenFault::malformed;
    return claims;
}

/// For us, and, where it is for others too, given to us.
bool is_for(const json& claims, const std::string& client_id) {
    const auto party = text_of(claims, "azp");
    if (!party.empty() && party != client_id)
        return false;
    const auto audience = claims.find("aud");
    if (audience == claims.end())
        return false;
    if (audience->is_string())
        return audience->get<std::string>() == client_id;
    if (!audience->is_array())
        return false;
    const bool is_named = std::any_of(audience->begin(), audience->end(), [&](const json& one) {
        return one.is_string() && one.get<std::string>() == client_id;
    });
    return is_named && (audience->size() == 1 || party == client_id);
}

std::optional<TokenFault> fault_of(const json& claims, const ExpectedToken& expected) {
    if (text_of(claims, "iss") != expected.issuer)
        return TokenFault::wrong_issuer;
    if (!is_for(claims, expected.client_id))
        return TokenFault::wrong_audience;
    const auto now = model::to_unix_ms(expected.now) / 1000;
    const auto ends = seconds_of(claims, "exp");
    if (!ends || *ends + kClockLeeway.count() <= now)
        return TokenFault::expired;
    const auto made = seconds_of(claims, "iat");
    const auto begins = seconds_of(claims, "nbf").value_or(0);
    if (!made || std::max(*made, begins) > now + kClockLeeway.count())
        return TokenFault::not_yet;
    if (expected.nonce.empty() || text_of(claims, "nonce") != expected.nonce)
        return TokenFault::wrong_nonce;
    return text_of(claims, "sub").empty() ? std::optional(TokenFault::no_subject) : std::nullopt;
}

}  // namespace

std::string_view word_of(TokenFault fault) {
    constexpr std::array<std::string_view, 10> words{
        "malformed",
        "wrong_algorithm",
        "unknown_key",
        "wrong_signature",
        "wrong_issuer",
        "wrong_audience",
        "expired",
        "not_yet",
        "wrong_nonce",
        "no_subject"};
    return words[static_cast<std::size_t>(fault)];
}

std::variant<Claims, TokenFault> check_id_token(
    const std::string& token, std::string_view keys, const ExpectedToken& expected
) {
    if (token.size() > kLongestToken || std::count(token.begin(), token.end(), '.') != 2)
        return TokenFault::malformed;
    const auto claims = opened(token, keys);
    if (const auto* fault = std::get_if<TokenFault>(&claims))
        return *fault;
    const auto& said = std::get<json>(claims);
    if (const auto fault = fault_of(said, expected))
        return *fault;
    Claims texts;
    for (const auto& [name, value] : said.items())
        if (value.is_string())
            texts.emplace(name, value.get<std::string>());
    return texts;
}

}  // namespace huiying::openid
