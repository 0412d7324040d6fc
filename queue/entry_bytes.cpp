#include "queue/entry_bytes.hpp"

#include "queue/resp_command.hpp"

#include <charconv>
#include <optional>

namespace huiying::queue {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

/// Takes "<mark><number>\r\n" off the front.
std::optional<std::size_t> take_count(std::string_view& rest, char mark) {
    const auto end = rest.find(kLineEnd);
    if (end == std::string_view::npos || rest.front() != mark)
        return std::nullopt;
    std::size_t count = 0;
    const auto read = std::from_chars(rest.data() + 1, rest.data() + end, count);
    if (read.ec != std::errc{} || read.ptr != rest.data() + end)
        return std::nullopt;
    rest.remove_prefix(end + kLineEnd.size());
    return count;
}

/// Takes "$<size>\r\n<bytes>\r\n" off the front.
std::optional<std::string_view> take_bulk(std::string_view& rest) {
    const auto size = take_count(rest, '$');
    if (!size || rest.size() < kLineEnd.size() || *size > rest.size() - kLineEnd.size() ||
        rest.substr(*size, kLineEnd.size()) != kLineEnd)
        return std::nullopt;
    const auto bytes = rest.substr(0, *size);
    rest.remove_prefix(*size + kLineEnd.size());
    return bytes;
}

std::optional<FieldViews> fields_in(std::string_view rest) {
    const auto count = take_count(rest, '*');
    if (!count || *count % 2 != 0)
        return std::nullopt;
    FieldViews fields;
    for (std::size_t i = 0; i < *count; i += 2) {
        const auto name = take_bulk(rest);
        const auto value = name ? take_bulk(rest) : std::nullopt;
        if (!value)
            return std::nullopt;
        fields.emplace_back(*name, *value);
    }
    return rest.empty() ? std::optional(std::move(fields)) : std::nullopt;
}

}  // namespace

std::string entry_bytes(const model::InboundMessage& message) {
    RespCommand fields;
    encode_into(fields, message);
    return std::string(fields.wire());
}

Content decode_entry_bytes(std::string_view bytes) {
    if (const auto fields = fields_in(bytes))
        return decode(*fields);
    return Undecodable{std::string(bytes), "not the fields of an entry"};
}

}  // namespace huiying::queue
