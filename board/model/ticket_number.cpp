#include "board/model/ticket_number.hpp"

#include <cstdio>
#include <sodium.h>

namespace huiying::model {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kDateDigits = 6;
constexpr std::size_t kNumberSymbols = 10;
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

std::string make_ticket_number(
    const TownSecret& secret, std::string_view delivery_key, Instant received_at
) {
    const Date date = local_date(received_at);
    std::array<char, 24> day{};
    std::snprintf(
        day.data(),
        day.size(),
        "%02u%02u%02u-",
        static_cast<unsigned>(static_cast<int>(date.year())) % 100,
        static_cast<unsigned>(date.month()) % 100,
        static_cast<unsigned>(date.day()) % 100
    );
    std::string number = day.data();
    append_symbols(number, keyed_hash(secret, 'n', delivery_key), kNumberSymbols);
    return number.insert(kDateDigits + 1 + 5, "-");
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
    if (!symbols || symbols->size() != kDateDigits + kNumberSymbols)
        return std::nullopt;
    for (std::size_t i = 0; i < kDateDigits; ++i)
        if ((*symbols)[i] > '9')
            return std::nullopt;
    symbols->insert(kDateDigits + 5, "-");
    symbols->insert(kDateDigits, "-");
    return date_of_number(*symbols).ok() ? symbols : std::nullopt;
}

Date date_of_number(std::string_view number) {
    const auto two = [&](std::size_t at) {
        return static_cast<unsigned>((number[at] - '0') * 10 + (number[at + 1] - '0'));
    };
    return Date{
        std::chrono::year{static_cast<int>(2000 + two(0))},
        std::chrono::month{two(2)},
        std::chrono::day{two(4)}};
}

}  // namespace huiying::model
