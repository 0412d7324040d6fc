#include "board/desk/public_check.hpp"

#include "board/desk/town.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace huiying::desk {
namespace {

using text::Personal;

struct Found {
    Personal kind;
    std::string words;
};

std::vector<Found> found_in(const PublicText& text) {
    std::vector<Found> found;
    for (const auto* part : {&text.title, &text.question, &text.answer})
        for (const auto& place : text::mask_personal(*part).masked)
            found.push_back({place.kind, part->substr(place.begin, place.length)});
    return found;
}

std::string digits_of(const std::string& words) {
    std::string digits;
    for (const char symbol : text::normalise(words))
        if (symbol >= '0' && symbol <= '9')
            digits += symbol;
    return digits;
}

bool is_of_a_unit(const std::string& phone, const TownSnapshot& town) {
    const auto digits = digits_of(phone);
    const auto& units = town.units();
    return !digits.empty() && std::any_of(units.begin(), units.end(), [&](const auto& unit) {
        return digits_of(unit.contact).find(digits) != std::string::npos;
    });
}

}  // namespace

std::string hash_of(const PublicText& text) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const auto& part : {text.title, text.question, text.answer}) {
        const std::string framed = std::to_string(part.size()) + ":" + part;
        crypto_hash_sha256_update(
            &state, reinterpret_cast<const unsigned char*>(framed.data()), framed.size()
        );
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

model::Result<void> check_public(const PublicText& text, const TownSnapshot& town) {
    const auto found = found_in(text);
    for (const auto& one : found)
        if (one.kind == Personal::identity)
            return model::Errc::identity_left;
    for (const auto& one : found)
        if (one.kind == Personal::phone && !is_of_a_unit(one.words, town))
            return model::Errc::phone_left;
    return {};
}

std::vector<std::string> personal_in(const PublicText& text) {
    std::vector<std::string> names;
    for (const auto& one : found_in(text)) {
        std::string name(text::chinese_name(one.kind));
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    }
    return names;
}

}  // namespace huiying::desk
