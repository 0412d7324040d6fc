#include "board/web/once_key.hpp"

#include "board/web/api_call.hpp"

#include <array>
#include <sodium.h>

namespace huiying::web {
namespace {

constexpr std::size_t kBytes = 16;
constexpr std::size_t kMaxIdempotencyKey = 200;

std::string hex_of(const std::array<unsigned char, kBytes>& bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    hex.pop_back();
    return hex;
}

void add_to(crypto_generichash_state& state, std::string_view text) {
    crypto_generichash_update(
        &state, reinterpret_cast<const unsigned char*>(text.data()), text.size()
    );
}

}  // namespace

std::string random_key() {
    std::array<unsigned char, kBytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hex_of(bytes);
}

bool is_random_key(std::string_view key) {
    return key.size() == 2 * kBytes &&
           key.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string digest_of(std::initializer_list<std::string_view> texts) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, kBytes);
    for (const auto text : texts) {
        add_to(state, std::to_string(text.size()) + ":");
        add_to(state, text);
    }
    std::array<unsigned char, kBytes> digest{};
    crypto_generichash_final(&state, digest.data(), digest.size());
    return hex_of(digest);
}

std::string idempotency_key(const http::Request& request) {
    const auto key = request.header("Idempotency-Key");
    if (key.size() > kMaxIdempotencyKey)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .detail = "Idempotency-Key 过长",
            .field = "Idempotency-Key"}};
    return key.empty() ? random_key() : digest_of({key, request.body});
}

}  // namespace huiying::web
