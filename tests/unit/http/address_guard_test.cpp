#include "http/address_guard.hpp"

#include "catch.hpp"
#include "http/address_range.hpp"

#include <vector>

using namespace huiying::http;

TEST_CASE("addresses of the public internet are allowed", "[address]") {
    for (const char* ip :
         {"8.8.8.8",
          "172.32.0.1",
          "172.15.255.255",
          "100.63.255.255",
          "100.128.0.1",
          "11.0.0.0",
          "223.255.255.255",
          "114.114.114.114",
          "2400:3200::1",
          "2606:4700::1111",
          "2001:4860::8888"}) {
        INFO(ip);
        CHECK(is_public_address(ip));
    }
}

TEST_CASE("addresses of our own and reserved networks are refused", "[address]") {
    for (const char* ip :
         {"127.0.0.1",       "127.255.255.255", "10.0.0.1",        "10.255.255.255",
          "172.16.0.1",      "172.31.255.255",  "192.168.0.1",     "169.254.169.254",
          "100.64.0.1",      "100.127.255.255", "0.0.0.0",         "0.1.2.3",
          "192.0.0.8",       "192.0.2.1",       "198.51.100.7",    "203.0.113.9",
          "198.18.0.1",      "198.19.255.255",  "192.88.99.1",     "224.0.0.1",
          "239.255.255.255", "240.0.0.1",       "255.255.255.255", "100.100.100.200",
          "168.63.129.16"}) {
        INFO(ip);
        CHECK_FALSE(is_public_address(ip));
    }
}

TEST_CASE("IPv6 that is local, reserved or carries an IPv4 address is refused", "[address]") {
    for (const char* ip :
         {"::",
          "::1",
          "fe80::1",
          "febf::1",
          "fc00::1",
          "fd12:3456::1",
          "ff02::1",
          "2001:db8::1",
          "::ffff:127.0.0.1",
          "::ffff:8.8.8.8",
          "::8.8.8.8",
          "64:ff9b::7f00:1",
          "64:ff9b::808:808",
          "64:ff9b:1::1",
          "2002:7f00:1::",
          "2002:808:808::1",
          "2001::1",
          "2001:0:4136:e378::1",
          "100::1",
          "5f00::1",
          "3fff::1",
          "fec0::1"}) {
        INFO(ip);
        CHECK_FALSE(is_public_address(ip));
    }
}

TEST_CASE("what is not a plain address is refused", "[address]") {
    for (const char* text :
         {"",
          "localhost",
          "8.8.8.8:80",
          "[2400:3200::1]",
          "fe80::1%eth0",
          "010.8.8.8.8",
          "8.8.8",
          "0x08080808",
          "134744072",
          " 8.8.8.8",
          "8.8.8.8 "}) {
        INFO(text);
        CHECK_FALSE(is_public_address(text));
    }
    CHECK_FALSE(is_public_address(std::string_view("8.8.8.8\0x", 9)));
}

TEST_CASE("one private record among a host's addresses refuses the host", "[address]") {
    CHECK(all_public(std::vector<std::string>{"8.8.8.8", "2400:3200::1"}));
    CHECK_FALSE(all_public(std::vector<std::string>{"8.8.8.8", "10.0.0.1"}));
    CHECK_FALSE(all_public(std::vector<std::string>{}));
}

TEST_CASE("a range holds its addresses and no others", "[address]") {
    const auto holds = [](const char* range, const char* address) {
        return AddressRange::parse(range).value().contains(parse_address(address).value());
    };
    CHECK(holds("10.0.0.0/8", "10.255.0.1"));
    CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
    CHECK(holds("172.16.0.0/12", "172.31.255.255"));
    CHECK_FALSE(holds("172.16.0.0/12", "172.32.0.0"));
    CHECK(holds("0.0.0.0/0", "8.8.8.8"));
    CHECK_FALSE(holds("0.0.0.0/0", "2400::1"));
    CHECK(holds("192.168.1.7", "192.168.1.7"));
    CHECK_FALSE(holds("192.168.1.7", "192.168.1.8"));
    CHECK(holds("fd00::/8", "fdff::1"));
    CHECK_FALSE(holds("fd00::/8", "fe00::1"));
    for (const char* bad :
         {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "x/8", ""}) {
        INFO(bad);
        CHECK_FALSE(AddressRange::parse(bad));
    }
}
