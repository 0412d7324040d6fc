#include "http/client_network.hpp"

#include "catch.hpp"

using huiying::http::client_network;

TEST_CASE("IPv6 addresses of one line count as one, of two lines as two", "[client_network]") {
    CHECK(client_network("2001:db8:1:2::1") == "2001:db8:1:2::/64");
    CHECK(client_network("2001:0DB8:0001:0002:ffff:ffff:ffff:ffff") == "2001:db8:1:2::/64");
    CHECK(client_network("2001:db8:1:3::1") == "2001:db8:1:3::/64");
    CHECK(client_network("::1") == "::/64");
}

TEST_CASE("IPv4 addresses count one by one, mapped into IPv6 too", "[client_network]") {
    CHECK(client_network("198.51.100.7") == "198.51.100.7");
    CHECK(client_network("::ffff:198.51.100.7") == "198.51.100.7");
    CHECK(client_network("198.51.100.8") != client_network("198.51.100.7"));
}

TEST_CASE("what is no address counts as it is", "[client_network]") {
    CHECK(client_network("fe80::1%eth0") == "fe80::1%eth0");
    CHECK(client_network("").empty());
}
