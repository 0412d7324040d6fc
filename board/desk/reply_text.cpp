#include "board/desk/reply_text.hpp"

#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

/// Marks in drafts and sample entries what a person must fill in.
constexpr std::string_view kPlaceholder = "【待填";
constexpr std::size_t kMaxReply = 10'000;
constexpr std::size_t kMaxWords = 2000;

}  // namespace

model::Result<void> check_length(const std::string& text) {
    if (text.size() > kMaxReply && text::code_point_count(text) > kMaxReply)
        return model::Errc::text_too_long;
    return {};
}

model::Result<void> check_written(const std::string& text) {
    if (text::trim(text).empty())
        return model::Errc::empty_text;
    return check_length(text);
}

model::Result<void> check_sendable(const std::string& text) {
    if (const auto checked = check_written(text); checked.has_error())
        return checked;
    if (text.find(kPlaceholder) != std::string::npos)
        return model::Errc::placeholder_left;
    return {};
}

bool is_too_long(const std::string& words) {
    return words.size() > kMaxWords && text::code_point_count(words) > kMaxWords;
}

}  // namespace huiying::desk
