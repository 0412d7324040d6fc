#include "board/store/sealing.hpp"

#include <sodium.h>
#include <vector>

namespace huiying::store {
namespace {

using Bytes = std::vector<unsigned char>;
constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;

Bytes sealing_key(const model::TownSecret& town_secret) {
    Bytes key(crypto_secretbox_KEYBYTES);
    crypto_kdf_derive_from_key(key.data(), key.size(), 1, "channels", town_secret.data());
    return key;
}

std::string to_base64(const Bytes& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
    text.pop_back();  // the terminating zero that libsodium counts
    return text;
}

std::optional<Bytes> from_base64(const std::string& text) {
    Bytes bytes(text.size());
    std::size_t length = 0;
    if (sodium_base642bin(
            bytes.data(),
            bytes.size(),
            text.data(),
            text.size(),
            nullptr,
            &length,
            nullptr,
            kVariant
        ) != 0)
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

}  // namespace

std::string seal(const model::TownSecret& town_secret, const std::string& plain) {
    Bytes box(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size());
    randombytes_buf(box.data(), crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(
        box.data() + crypto_secretbox_NONCEBYTES,
        reinterpret_cast<const unsigned char*>(plain.data()),
        plain.size(),
        box.data(),
        sealing_key(town_secret).data()
    );
    return to_base64(box);
}

std::optional<std::string> unseal(const model::TownSecret& town_secret, const std::string& sealed) {
    constexpr auto overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    const auto box = from_base64(sealed);
    if (!box || box->size() < overhead)
        return std::nullopt;
    std::string plain(box->size() - overhead, '\0');
    const int failed = crypto_secretbox_open_easy(
        reinterpret_cast<unsigned char*>(plain.data()),
        box->data() + crypto_secretbox_NONCEBYTES,
        box->size() - crypto_secretbox_NONCEBYTES,
        box->data(),
        sealing_key(town_secret).data()
    );
    return failed == 0 ? std::optional(plain) : std::nullopt;
}

}  // namespace huiying::store
