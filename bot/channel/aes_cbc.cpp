#include "bot/channel/aes_cbc.hpp"

#include <memory>
#include <openssl/evp.h>
#include <stdexcept>

namespace huiying::channel {
namespace {

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string run_aes_cbc(
    AesDirection direction, std::string_view key, std::string_view iv, std::string_view input
) {
    static EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, "AES-256-CBC", nullptr);
    thread_local std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
    std::string output(input.size() + kAesBlock, '\0');
    int length = 0;
    const bool done = EVP_CipherInit_ex2(
                          context.get(),
                          cipher,
                          bytes_of(key),
                          bytes_of(iv),
                          direction == AesDirection::encrypt ? 1 : 0,
                          nullptr
                      ) == 1 &&
                      EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
                      EVP_CipherUpdate(
                          context.get(),
                          reinterpret_cast<unsigned char*>(output.data()),
                          &length,
                          bytes_of(input),
                          static_cast<int>(input.size())
                      ) == 1 &&
                      static_cast<std::size_t>(length) == input.size();
    if (!done)
        throw std::runtime_error("OpenSSL failed: AES-256-CBC");
    output.resize(input.size());
    return output;
}

}  // namespace huiying::channel
