#include "board/model/ticket_number.hpp"

#include "catch.hpp"

#include <set>

using namespace huiying::model;

namespace {
constexpr TownSecret kSecret{1, 2, 3};
}  // namespace

TEST_CASE("a repeated delivery gets the same number and code, another one does not", "[model]") {
    const auto number = make_ticket_number(kSecret, "webhook|a|alice|1");
    CHECK(number == make_ticket_number(kSecret, "webhook|a|alice|1"));
    CHECK(number != make_ticket_number(kSecret, "webhook|a|bob|1"));
    CHECK(number.size() == 14);
    CHECK(number[4] == '-');
    CHECK(make_query_code(kSecret, number).size() == 10);
    CHECK(make_query_code(kSecret, number) != make_query_code(TownSecret{9}, number));
}

TEST_CASE("numbers do not repeat over a hundred thousand deliveries of a day", "[model]") {
    std::set<std::string> numbers;
    for (int i = 0; i < 100'000; ++i)
        numbers.insert(make_ticket_number(kSecret, "k" + std::to_string(i)));
    CHECK(numbers.size() == 100'000);
}

TEST_CASE("a code is accepted as people type it and refused when one symbol is off", "[model]") {
    const auto number = make_ticket_number(kSecret, "k");
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
    CHECK(canonical_number("7k3m 9q2xrt4b") == "7K3M-9Q2X-RT4B");
    CHECK(canonical_number("OIL0-0000-0000") == "0110-0000-0000");
    CHECK_FALSE(canonical_number("7K3M-9Q2X-RT4"));
    CHECK_FALSE(canonical_number("7K3M-9Q2X-RT4!"));
    CHECK_FALSE(canonical_number("7K3M-9Q2X-RT4B0"));
    CHECK_FALSE(canonical_number(""));
}
