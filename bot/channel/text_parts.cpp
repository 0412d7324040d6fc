#include "bot/channel/text_parts.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <array>

namespace huiying::channel {
namespace {

constexpr std::array<std::string_view, 8> kSentenceEnds{
    "\n", "。", "！", "？", "；", "!", "?", ";"};

/// Where the last sentence of `text` ends, 0 when none does.
std::size_t after_last_sentence(std::string_view text) {
    std::size_t best = 0;
    for (const auto end : kSentenceEnds) {
        const std::size_t at = text.rfind(end);
        if (at != std::string_view::npos)
            best = std::max(best, at + end.size());
    }
    return best;
}

/// Bytes of the next part of `text`, which is longer than `max_bytes`.
std::size_t part_length(std::string_view text, std::size_t max_bytes) {
    const std::string_view window = text::truncate_bytes(text, max_bytes);
    // Bytes that are not UTF-8 could leave nothing before the cut; go on all the same.
    if (window.empty())
        return std::min(max_bytes, text.size());
    const std::size_t sentence = after_last_sentence(window);
    return sentence > 0 && sentence >= window.size() / 2 ? sentence : window.size();
}

bool is_illegal_in_xml(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20)
        return byte != '\t' && byte != '\n' && byte != '\r';
    return byte == 0xEF &&
           (text.substr(at, 3) == "\xEF\xBF\xBE" || text.substr(at, 3) == "\xEF\xBF\xBF");
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether `text`, which begins with '<', is the beginning of that tag or of its end.
bool is_tag(std::string_view text, std::string_view tag) {
    text.remove_prefix(text.size() > 1 && text[1] == '/' ? 2 : 1);
    if (text.size() < tag.size())
        return false;
    for (std::size_t i = 0; i < tag.size(); ++i) {
        if (lower(text[i]) != tag[i])
            return false;
    }
    return text.size() == tag.size() || !is_letter(text[tag.size()]);
}

}  // namespace

std::vector<std::string_view> split_text(std::string_view text, std::size_t max_bytes) {
    std::vector<std::string_view> parts;
    while (text.size() > max_bytes) {
        const std::size_t length = part_length(text, max_bytes);
        parts.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    if (!text.empty())
        parts.push_back(text);
    return parts;
}

std::vector<std::string> capped_parts(
    std::string_view text, PartLimits limits, std::string_view closing
) {
    const auto all = split_text(text, limits.max_bytes);
    std::vector<std::string> parts(all.begin(), all.end());
    if (parts.size() <= limits.max_parts)
        return parts;
    parts.resize(limits.max_parts);
    std::string& last = parts.back();
    last.resize(text::truncate_bytes(last, limits.max_bytes - closing.size()).size());
    last += closing;
    return parts;
}

std::string printable(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_illegal_in_xml(text, i))
            clean += text[i];
        else if (static_cast<unsigned char>(text[i]) == 0xEF)
            i += 2;
    }
    return clean;
}

std::string without_tags(std::string_view text, std::string_view tag) {
    std::string safe;
    safe.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '<' && is_tag(text.substr(i), tag))
            safe += "＜";
        else
            safe += text[i];
    }
    return safe;
}

std::string without_links(std::string_view text) {
    return without_tags(text, "a");
}

}  // namespace huiying::channel
