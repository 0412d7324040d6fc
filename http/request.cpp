#include "http/request.hpp"

#include <algorithm>

namespace huiying::http {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

// The byte of the escape at text[at] ('%'), or -1.
int escaped_byte(std::string_view text, std::size_t at) {
    if (at + 2 >= text.size())
        return -1;
    const int high = hex_value(text[at + 1]);
    const int low = hex_value(text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

std::string decode_form_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int byte = text[i] == '%' ? escaped_byte(text, i) : -1;
        if (byte >= 0) {
            out.push_back(static_cast<char>(byte));
            i += 2;
        } else {
            out.push_back(text[i] == '+' ? ' ' : text[i]);
        }
    }
    return out;
}

std::string_view unquoted(std::string_view text) {
    const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return is_quoted ? text.substr(1, text.size() - 2) : text;
}

void append_cookies(std::string_view value, std::vector<Header>& out) {
    while (!value.empty()) {
        const auto end = std::min(value.find(';'), value.size());
        const auto pair = value.substr(0, end);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos)
            out.push_back(
                {trimmed(pair.substr(0, equals)), unquoted(trimmed(pair.substr(equals + 1)))}
            );
        value.remove_prefix(std::min(end + 1, value.size()));
    }
}

}  // namespace

std::string_view name_of(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::del:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
        case Method::other:
            break;
    }
    return "OTHER";
}

std::string_view Request::header(std::string_view name) const {
    for (const Header& each : headers) {
        if (same_text(each.name, name))
            return each.value;
    }
    return {};
}

std::size_t Request::header_count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(
        headers.begin(),
        headers.end(),
        [name](const Header& each) { return same_text(each.name, name); }
    ));
}

std::string_view Request::param(std::string_view name) const {
    for (const PathParameter& each : params) {
        if (each.name == name)
            return each.value;
    }
    return {};
}

std::vector<Parameter> query_parameters(std::string_view raw) {
    std::vector<Parameter> out;
    while (!raw.empty()) {
        const auto end = std::min(raw.find('&'), raw.size());
        const auto pair = raw.substr(0, end);
        if (!pair.empty()) {
            const auto equals = std::min(pair.find('='), pair.size());
            const auto value = pair.substr(std::min(equals + 1, pair.size()));
            out.push_back({decode_form_text(pair.substr(0, equals)), decode_form_text(value)});
        }
        raw.remove_prefix(std::min(end + 1, raw.size()));
    }
    return out;
}

std::vector<Parameter> form_parameters(std::string_view body) {
    return query_parameters(body);
}

std::optional<std::string_view> find(std::span<const Parameter> parameters, std::string_view name) {
    for (const Parameter& each : parameters) {
        if (each.name == name)
            return each.value;
    }
    return std::nullopt;
}

std::vector<Header> cookies(const Request& request) {
    std::vector<Header> out;
    for (const Header& each : request.headers) {
        if (same_text(each.name, "cookie"))
            append_cookies(each.value, out);
    }
    return out;
}

std::string_view cookie(const Request& request, std::string_view name) {
    for (const Header& each : cookies(request)) {
        if (each.name == name)
            return each.value;
    }
    return {};
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        const int byte = escaped_byte(text, i);
        if (byte < 0)
            return std::nullopt;
        out.push_back(static_cast<char>(byte));
        i += 2;
    }
    return out;
}

bool same_text(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return x == y || lower(x) == lower(y);
           });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

}  // namespace huiying::http
