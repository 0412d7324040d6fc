#include "board/model/ticket_number.hpp"

#include <sodium.h>
#include <utility>

namespace huiying::model {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kGroup = 4;
constexpr std::size_t kNumberSymbols = 12;
constexpr std::size_t kCodeSymbols = 9;

/// First 64 bits of BLAKE2b(secret, purpose || text).
std::uint64_t keyed_hash(const TownSecret& secret, char purpose, std::string_view text) {
    crypto_generichash_state state;
    std::array<unsigned char, 16> digest{};
    crypto_generichash_init(&state, secret.data(), secret.size(), digest.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&purpose), 1);
    crypto_generichash_update(
        &state, reinterpret_cast<const unsigned char*>(text.data()), text.size()
    );
    crypto_generichash_final(&state, digest.data(), digest.size());
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(value); ++i)
        value = value << 8 | digest[i];
    return value;
}

void append_symbols(std::string& out, std::uint64_t bits, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(kAlphabet[(bits >> (64 - 5 * (i + 1))) & 31]);
}

/// "7K3M9Q2XRT4B" to "7K3M-9Q2X-RT4B".
std::string grouped(std::string symbols) {
    symbols.insert(2 * kGroup, "-");
    return symbols.insert(kGroup, "-");
}

/// A typed character as a base-32 symbol; 0 when it is none.
char symbol_of(char typed) {
    const char upper = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
    if (upper == 'O')
        return '0';
    if (upper == 'I' || upper == 'L')
        return '1';
    return kAlphabet.find(upper) == std::string_view::npos ? '\0' : upper;
}

/// Symbols of a typed text without separators; nullopt when another character is in it.
std::optional<std::string> symbols_of(std::string_view typed) {
    std::string symbols;
    for (const char c : typed) {
        if (c == '-' || c == ' ')
            continue;
        const char symbol = symbol_of(c);
        if (symbol == '\0')
            return std::nullopt;
        symbols.push_back(symbol);
    }
    return symbols;
}

}  // namespace

std::string make_ticket_number(const TownSecret& secret, std::string_view delivery_key) {
    std::string number;
    append_symbols(number, keyed_hash(secret, 'n', delivery_key), kNumberSymbols);
    return grouped(std::move(number));
}

std::string make_query_code(const TownSecret& secret, std::string_view number) {
    std::string code;
    append_symbols(code, keyed_hash(secret, 'c', number), kCodeSymbols);
    return code.insert(4, "-");
}

bool is_query_code_of(const TownSecret& secret, std::string_view number, std::string_view code) {
    const auto typed = symbols_of(code);
    auto expected = make_query_code(secret, number);
    expected.erase(4, 1);
    return typed && typed->size() == expected.size() &&
           sodium_memcmp(typed->data(), expected.data(), expected.size()) == 0;
}

std::optional<std::string> canonical_number(std::string_view typed) {
    auto symbols = symbols_of(typed);
    if (!symbols || symbols->size() != kNumberSymbols)
        return std::nullopt;
    return grouped(std::move(*symbols));
}

}  // namespace huiying::model
