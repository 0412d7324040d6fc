#include "bot/channel/digest.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdexcept>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

template <auto free_function>
struct Freed {
    template <class T>
    void operator()(T* pointer) const {
        free_function(pointer);
    }
};

using MdContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>>;

void require(bool done, const char* operation) {
    if (!done)
        throw std::runtime_error(std::string("OpenSSL failed: ") + operation);
}

/// Fetched once a process: a fetch costs as much as the digest itself.
EVP_MD* fetched(const char* name) {
    EVP_MD* const digest = EVP_MD_fetch(nullptr, name, nullptr);
    require(digest != nullptr, name);
    return digest;
}

EVP_MAC* fetched_hmac() {
    static EVP_MAC* hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    require(hmac != nullptr, "HMAC");
    return hmac;
}

std::string to_hex(const unsigned char* bytes, std::size_t count) {
    std::string hex;
    hex.reserve(count * 2);
    for (std::size_t i = 0; i < count; ++i) {
        hex += kDigits[bytes[i] >> 4];
        hex += kDigits[bytes[i] & 15];
    }
    return hex;
}

struct AnyDigest {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int length = 0;
};

AnyDigest digest_of(const EVP_MD* kind, std::initializer_list<std::string_view> pieces) {
    thread_local MdContext context(EVP_MD_CTX_new());
    AnyDigest digest;
    require(EVP_DigestInit_ex2(context.get(), kind, nullptr) == 1, "digest");
    for (const auto piece : pieces)
        require(EVP_DigestUpdate(context.get(), piece.data(), piece.size()) == 1, "digest");
    require(EVP_DigestFinal_ex(context.get(), digest.bytes.data(), &digest.length) == 1, "digest");
    return digest;
}

std::string digest_hex(const EVP_MD* kind, std::initializer_list<std::string_view> pieces) {
    const AnyDigest digest = digest_of(kind, pieces);
    return to_hex(digest.bytes.data(), digest.length);
}

const EVP_MD* sha256_kind() {
    static const EVP_MD* kind = fetched("SHA256");
    return kind;
}

/// The keyed contexts of one thread; the oldest makes room.
class MacContexts {
  public:
    EVP_MAC_CTX* find(std::uint64_t id, const std::string& key) {
        for (auto& slot : slots_) {
            if (slot.id == id) {
                // A null key starts over with the one that the context has.
                require(EVP_MAC_init(slot.context.get(), nullptr, 0, nullptr) == 1, "HMAC");
                return slot.context.get();
            }
        }
        return replace(id, key);
    }

  private:
    struct Slot {
        std::uint64_t id = 0;
        MacContext context;
    };

    EVP_MAC_CTX* replace(std::uint64_t id, const std::string& key) {
        Slot& slot = slots_[next_];
        next_ = (next_ + 1) % slots_.size();
        slot.id = 0;
        slot.context.reset(EVP_MAC_CTX_new(fetched_hmac()));
        std::array<char, 7> name{"SHA256"};
        const std::array<OSSL_PARAM, 2> parameters{
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
            OSSL_PARAM_construct_end()};
        const auto* const bytes = reinterpret_cast<const unsigned char*>(key.data());
        require(
            EVP_MAC_init(slot.context.get(), bytes, key.size(), parameters.data()) == 1, "HMAC"
        );
        slot.id = id;
        return slot.context.get();
    }

    std::array<Slot, 32> slots_;
    std::size_t next_ = 0;
};

}  // namespace

std::string sha1_hex(std::initializer_list<std::string_view> pieces) {
    static const EVP_MD* kind = fetched("SHA1");
    return digest_hex(kind, pieces);
}

std::string to_hex(const Digest256& digest) {
    return to_hex(digest.data(), digest.size());
}

std::string sha256_hex(std::string_view bytes) {
    return digest_hex(sha256_kind(), {bytes});
}

std::string sha256_hex(std::initializer_list<std::string_view> pieces) {
    return digest_hex(sha256_kind(), pieces);
}

Digest256 sha256(std::string_view bytes) {
    const AnyDigest digest = digest_of(sha256_kind(), {bytes});
    Digest256 out{};
    std::copy_n(digest.bytes.begin(), out.size(), out.begin());
    return out;
}

bool is_equal_secretly(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view as_text(const Digest256& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

HmacKey::HmacKey(std::string key) : key_(std::move(key)) {
    static std::atomic<std::uint64_t> last{0};
    id_ = ++last;
}

Digest256 HmacKey::sign(std::initializer_list<std::string_view> pieces) const {
    thread_local MacContexts contexts;
    EVP_MAC_CTX* const context = contexts.find(id_, key_);
    for (const auto piece : pieces) {
        const auto* const bytes = reinterpret_cast<const unsigned char*>(piece.data());
        require(EVP_MAC_update(context, bytes, piece.size()) == 1, "HMAC");
    }
    Digest256 out{};
    std::size_t length = 0;
    require(
        EVP_MAC_final(context, out.data(), &length, out.size()) == 1 && length == out.size(), "HMAC"
    );
    return out;
}

}  // namespace huiying::channel
