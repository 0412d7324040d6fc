#include "board/desk/one_time_codes.hpp"

#include "board/desk/passwords.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <liboath/oath.h>
#include <memory>
#include <sodium.h>
#include <stdexcept>

namespace huiying::desk {
namespace {

constexpr std::size_t kSecretBytes = 20;
constexpr unsigned kStepSeconds = 30;
constexpr std::size_t kStepsAside = 1;
constexpr std::size_t kDigits = 6;
constexpr std::string_view kLetters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
constexpr std::size_t kGroups = 4;
constexpr std::size_t kGroupLetters = 4;

struct Freed {
    void operator()(char* bytes) const { std::free(bytes); }
};

using OathText = std::unique_ptr<char, Freed>;

void start_oath() {
    static const bool kStarted = oath_init() == OATH_OK;
    if (!kStarted)
        throw std::runtime_error("OATH Toolkit does not start");
}

std::string bytes_of(const std::string& secret) {
    char* bytes = nullptr;
    std::size_t length = 0;
    if (oath_base32_decode(secret.data(), secret.size(), &bytes, &length) != OATH_OK)
        throw std::runtime_error("the secret of one-time codes is no Base32");
    const OathText owned(bytes);
    return {owned.get(), length};
}

}  // namespace

std::string new_code_secret() {
    start_oath();
    std::array<char, kSecretBytes> random{};
    randombytes_buf(random.data(), random.size());
    char* text = nullptr;
    std::size_t length = 0;
    if (oath_base32_encode(random.data(), random.size(), &text, &length) != OATH_OK)
        throw std::runtime_error("no memory for a secret");
    const OathText owned(text);
    return {owned.get(), length};
}

std::optional<std::int64_t> step_of_code(
    const std::string& secret, const std::string& code, model::Instant now
) {
    const bool is_code =
        code.size() == kDigits && code.find_first_not_of("0123456789") == std::string::npos;
    if (!is_code)
        return std::nullopt;
    start_oath();
    const auto key = bytes_of(secret);
    int aside = 0;
    std::uint64_t step = 0;
    const auto seconds = static_cast<std::time_t>(model::to_unix_ms(now) / 1000);
    const int found = oath_totp_validate3(
        key.data(), key.size(), seconds, kStepSeconds, 0, kStepsAside, &aside, &step, code.c_str()
    );
    return found < 0 ? std::nullopt : std::optional(static_cast<std::int64_t>(step));
}

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    codes.reserve(kRecoveryCodes);
    for (int made = 0; made < kRecoveryCodes; ++made) {
        std::string code;
        for (std::size_t at = 0; at < kGroups * kGroupLetters; ++at) {
            if (at > 0 && at % kGroupLetters == 0)
                code += '-';
            code += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
        }
        codes.push_back(std::move(code));
    }
    return codes;
}

std::string plain_code(std::string_view typed) {
    std::string plain;
    for (const char letter : typed.substr(0, 64)) {
        if (letter == ' ' || letter == '-')
            continue;
        plain += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return plain;
}

std::string hash_of_recovery_code(model::StaffId staff, const std::string& plain) {
    return hash_of_token("recovery code|" + std::to_string(staff.value) + "|" + plain);
}

}  // namespace huiying::desk
