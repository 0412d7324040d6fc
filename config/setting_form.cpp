#include "config/setting_form.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>

namespace huiying::config {
namespace {

/// The bits of an address of that family; 0 when it is none.
int address_bits(const std::string& text) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1)
        return 32;
    return inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1 ? 128 : 0;
}

bool is_network(const std::string& text) {
    const auto slash = text.find('/');
    const int bits = address_bits(text.substr(0, slash));
    if (bits == 0 || slash == std::string::npos)
        return bits != 0;
    int length = -1;
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + slash + 1, end, length);
    return parsed.ec == std::errc() && parsed.ptr == end && length >= 0 && length <= bits;
}

bool is_plain(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < '\x7F' && c != '"' && c != '<' && c != '>' && c != '?' && c != '#';
    });
}

bool is_path_prefix(const std::string& text) {
    return text.empty() || (text.size() > 1 && text.front() == '/' && text.back() != '/' &&
                            text.find("//") == std::string::npos && is_plain(text));
}

bool is_web_address(const std::string& text) {
    if (text.empty())
        return true;
    const bool begins_well = text.starts_with("https://") || text.starts_with("http://");
    const auto host = text.find("://") + 3;
    return begins_well && host < text.size() && text[host] != '/' && text.back() != '/' &&
           is_plain(text);
}

}  // namespace

bool has_form(SettingForm form, const std::string& text) {
    switch (form) {
        case SettingForm::any:
            return true;
        case SettingForm::path_prefix:
            return is_path_prefix(text);
        case SettingForm::web_address:
            return is_web_address(text);
        case SettingForm::ip_address:
            return address_bits(text) != 0;
        case SettingForm::network:
            return is_network(text);
    }
    return false;
}

std::string_view describe(SettingForm form) {
    switch (form) {
        case SettingForm::any:
            break;
        case SettingForm::path_prefix:
            return "nothing, or a path such as /huiying";
        case SettingForm::web_address:
            return "nothing, or an address such as https://example.org";
        case SettingForm::ip_address:
            return "an IPv4 or IPv6 address";
        case SettingForm::network:
            return "addresses and networks such as 10.0.0.0/8";
    }
    return "any text";
}

}  // namespace huiying::config
