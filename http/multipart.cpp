#include "http/multipart.hpp"

#include "http/request.hpp"

#include <algorithm>
#include <optional>

namespace huiying::http {
namespace {

constexpr std::size_t kBoundaryLimit = 70;  // RFC 2046 section 5.1.1

class Category final : public boost::system::error_category {
  public:
    virtual ~Category() = default;

    const char* name() const noexcept override { return "huiying.multipart"; }

    std::string message(int value) const override {
        switch (static_cast<MultipartError>(value)) {
            case MultipartError::not_multipart:
                return "not multipart/form-data";
            case MultipartError::malformed:
                return "malformed multipart body";
            case MultipartError::too_many_parts:
                return "too many parts";
            case MultipartError::part_header_too_large:
                return "part header too large";
        }
        return "unknown";
    }
};

// Reads a token or quoted string at the front. Only \" and \\ are escapes: browsers send a Windows
// path's backslashes as they are.
std::string take_value(std::string_view& text) {
    std::string value;
    if (text.empty() || text.front() != '"') {
        const auto end = std::min(text.find(';'), text.size());
        value = trimmed(text.substr(0, end));
        text.remove_prefix(end);
        return value;
    }
    text.remove_prefix(1);
    while (!text.empty() && text.front() != '"') {
        const bool is_escape =
            text.front() == '\\' && text.size() > 1 && (text[1] == '"' || text[1] == '\\');
        text.remove_prefix(is_escape ? 1 : 0);
        value.push_back(text.front());
        text.remove_prefix(1);
    }
    text.remove_prefix(text.empty() ? 0 : 1);
    return value;
}

// The parameter of "form-data; name=\"a\"; filename=\"b\"" with that name.
std::optional<std::string> parameter(std::string_view field, std::string_view name) {
    field.remove_prefix(std::min(field.find(';'), field.size()));
    while (!field.empty()) {
        field.remove_prefix(1);  // ';'
        const auto equals = field.find('=');
        if (equals == std::string_view::npos)
            return std::nullopt;
        const auto key = trimmed(field.substr(0, equals));
        field = field.substr(equals + 1);
        while (!field.empty() && field.front() == ' ')
            field.remove_prefix(1);
        std::string value = take_value(field);
        if (same_text(key, name))
            return value;
        field.remove_prefix(std::min(field.find(';'), field.size()));
    }
    return std::nullopt;
}

std::string_view media_type(std::string_view field) {
    return trimmed(field.substr(0, std::min(field.find(';'), field.size())));
}

// Browsers escape these three in names (WHATWG HTML, multipart/form-data encoding algorithm).
std::string unescaped(std::string text) {
    for (const auto& [escape, plain] : {std::pair{"%22", "\""}, {"%0D", "\r"}, {"%0A", "\n"}}) {
        for (auto at = text.find(escape); at != std::string::npos; at = text.find(escape, at + 1))
            text.replace(at, 3, plain);
    }
    return text;
}

std::string without_folder(const std::string& filename) {
    const auto slash = filename.find_last_of("/\\");
    return slash == std::string::npos ? filename : filename.substr(slash + 1);
}

// Fills the part's names from its header lines; false when it has no form-data name.
bool read_part_headers(std::string_view block, Part& part) {
    bool has_name = false;
    while (!block.empty()) {
        const auto end = std::min(block.find("\r\n"), block.size());
        const auto line = block.substr(0, end);
        block.remove_prefix(std::min(end + 2, block.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos)
            return false;
        const auto value = trimmed(line.substr(colon + 1));
        if (same_text(line.substr(0, colon), "content-type"))
            part.content_type = value;
        if (!same_text(line.substr(0, colon), "content-disposition"))
            continue;
        const auto name = parameter(value, "name");
        if (!name || !same_text(media_type(value), "form-data"))
            return false;
        has_name = true;
        part.name = unescaped(*name);
        part.filename = without_folder(unescaped(parameter(value, "filename").value_or("")));
    }
    return has_name;
}

struct Delimiter {
    std::string_view after;  // what follows its line
    bool is_last = false;
};

// Reads what follows "--boundary": "--" for the last, optional blanks, then a line break (which the
// last may lack); nullopt when it is no delimiter but content that begins alike.
std::optional<Delimiter> read_delimiter(std::string_view rest) {
    Delimiter delimiter;
    if (rest.substr(0, 2) == "--") {
        delimiter.is_last = true;
        rest.remove_prefix(2);
    }
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t'))
        rest.remove_prefix(1);
    if (rest.substr(0, 2) != "\r\n" && !(delimiter.is_last && rest.empty()))
        return std::nullopt;
    delimiter.after = rest.substr(std::min<std::size_t>(2, rest.size()));
    return delimiter;
}

struct Found {
    std::string_view before;
    Delimiter delimiter;
};

// The next "\r\n--boundary" line. At the start of the body its line break is missing.
std::optional<Found> find_delimiter(std::string_view text, const std::string& mark) {
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
        if (const auto delimiter = read_delimiter(text.substr(at + mark.size())))
            return Found{text.substr(0, at), *delimiter};
    }
    return std::nullopt;
}

boost::system::result<Part> read_part(std::string_view bytes, const MultipartLimits& limits) {
    const auto end = bytes.find("\r\n\r\n");
    if (std::min(end, bytes.size()) > limits.part_header_bytes)
        return MultipartError::part_header_too_large;
    Part part;
    if (end == std::string_view::npos || !read_part_headers(bytes.substr(0, end), part))
        return MultipartError::malformed;
    part.data = bytes.substr(end + 4);
    return part;
}

std::string boundary_of(std::string_view content_type) {
    if (!same_text(media_type(content_type), "multipart/form-data"))
        return {};
    std::string boundary = parameter(content_type, "boundary").value_or("");
    return boundary.size() <= kBoundaryLimit ? boundary : std::string();
}

}  // namespace

boost::system::error_code make_error_code(MultipartError error) {
    static const Category kCategory;
    return {static_cast<int>(error), kCategory};
}

boost::system::result<std::vector<Part>> parse_multipart(
    std::string_view content_type, std::string_view body, const MultipartLimits& limits
) {
    const std::string boundary = boundary_of(content_type);
    if (boundary.empty())
        return MultipartError::not_multipart;
    const std::string mark = "\r\n--" + boundary;
    const bool starts_at_once = body.substr(0, mark.size() - 2) == mark.substr(2);
    const auto first = starts_at_once ? read_delimiter(body.substr(mark.size() - 2)) : std::nullopt;
    const auto opening = first ? Found{{}, *first} : find_delimiter(body, mark);
    if (!opening)
        return MultipartError::malformed;
    std::vector<Part> parts;
    for (Delimiter delimiter = opening->delimiter; !delimiter.is_last;) {
        const auto next = find_delimiter(delimiter.after, mark);
        if (!next)
            return MultipartError::malformed;
        if (parts.size() == limits.parts)
            return MultipartError::too_many_parts;
        auto part = read_part(next->before, limits);
        if (!part)
            return part.error();
        parts.push_back(std::move(*part));
        delimiter = next->delimiter;
    }
    return parts;
}

}  // namespace huiying::http
