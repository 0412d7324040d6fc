#include "board/model/ticket_number.hpp"

#include "catch.hpp"

#include <set>

using namespace huiying::model;

namespace {
constexpr TownSecret kSecret{1, 2, 3};
const Instant kReceived = *parse_rfc3339("2026-11-22T16:30:00Z");
}  // namespace

TEST_CASE("a repeated delivery gets the same number and code, another one does not", "[model]") {
    const auto number = make_ticket_number(kSecret, "webhook|a|alice|1", kReceived);
    CHECK(number == make_ticket_number(kSecret, "webhook|a|alice|1", kReceived));
    CHECK(number != make_ticket_number(kSecret, "webhook|a|bob|1", kReceived));
    CHECK(number.substr(0, 7) == "261123-");
    CHECK(number.size() == 18);
    CHECK(make_query_code(kSecret, number).size() == 10);
    CHECK(make_query_code(kSecret, number) != make_query_code(TownSecret{9}, number));
}

TEST_CASE("numbers do not repeat over a hundred thousand deliveries of a day", "[model]") {
    std::set<std::string> numbers;
    for (int i = 0; i < 100'000; ++i)
        numbers.insert(make_ticket_number(kSecret, "k" + std::to_string(i), kReceived));
    CHECK(numbers.size() == 100'000);
}

TEST_CASE("a code is accepted as people type it and refused when one symbol is off", "[model]") {
    const auto number = make_ticket_number(kSecret, "k", kReceived);
    const auto code = make_query_code(kSecret, number);
    std::string typed;
    for (const char c : code)
        typed += c == '-' ? ' ' : static_cast<char>(c >= 'A' ? c - 'A' + 'a' : c);
    CHECK(is_query_code_of(kSecret, number, code));
    CHECK(is_query_code_of(kSecret, number, typed));
    auto wrong = code;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    CHECK_FALSE(is_query_code_of(kSecret, number, wrong));
    CHECK_FALSE(is_query_code_of(kSecret, number, ""));
    CHECK_FALSE(is_query_code_of(kSecret, number, code + "0"));
}

TEST_CASE("a typed number is brought to its canonical form", "[model]") {
    CHECK(canonical_number("261123 7k3m9q2xrt") == "261123-7K3M9-Q2XRT");
    CHECK(canonical_number("261123-OIL00-00000") == "261123-01100-00000");
    CHECK_FALSE(canonical_number("261323-7K3M9-Q2XRT"));
    CHECK_FALSE(canonical_number("261123-7K3M9-Q2XR"));
    CHECK_FALSE(canonical_number("261123-7K3M9-Q2XR!"));
    CHECK_FALSE(canonical_number(""));
}
