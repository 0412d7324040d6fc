#include "bot/intake/chat_refusals.hpp"

#include "board/desk/receipts.hpp"

#include <algorithm>
#include <string>

namespace huiying::intake {
namespace {

using model::Errc;

/// Characters of UTF-8: all bytes but those that go on with one.
std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
    }));
}

constexpr ChatRefusal kTooLong{"text_too_long", "一次最多写2000个字，请分几次发送"};
constexpr ChatRefusal kTooLarge{"body_too_large", "照片太大，一张最大10MB，请压缩后再选"};

}  // namespace

ChatRefusal too_fast() {
    return {"rate_limited", "您发得太快了，请稍等几秒再发", Again::later};
}

ChatRefusal too_many_photos() {
    return {"rate_limited", "传得太多了，请一小时后再传，可以先发文字"};
}

ChatRefusal too_many() {
    return {
        "rate_limited",
        "您所在的网络新提的事太多了，请过一会儿再发，您写的内容还在。紧急情况请直接拨打110、119或12"
        "0"};
}

ChatRefusal unavailable() {
    return {"unavailable", "系统暂时无法受理，正在为您重试", Again::later};
}

std::optional<ChatRefusal> refusal_of(const model::InboundMessage& message) {
    std::string field;
    const auto checked = desk::check_message(message, field);
    if (characters_of(message.text) > kMostChatCharacters)
        return kTooLong;
    if (!checked.has_error())
        return std::nullopt;
    const auto errc = model::errc_of(checked.error());
    if (errc == Errc::text_too_long && field == "text")
        return kTooLong;
    if (errc == Errc::empty_text)
        return ChatRefusal{"empty_text", "请先写下内容再发送"};
    return ChatRefusal{model::code_of(errc), "内容里有无法识别的字符，请改写后再发送"};
}

ChatRefusal photo_missing() {
    return {"photo_missing", "照片没有传完，请重新选择照片再发送"};
}

std::optional<ChatRefusal> refusal_of(PagePhotos::Announced announced) {
    switch (announced) {
        case PagePhotos::Announced::too_large:
            return kTooLarge;
        case PagePhotos::Announced::no_room:
            return ChatRefusal{"overloaded", "现在传照片的人太多，正在为您重试", Again::later};
        default:
            return std::nullopt;
    }
}

ChatRefusal refusal_of_photo(Errc errc) {
    if (errc == Errc::body_too_large)
        return kTooLarge;
    if (errc == Errc::unsupported_media)
        return {"unsupported_media", "不是可以接收的照片，请选JPG、PNG或WebP格式的照片"};
    return unavailable();
}

}  // namespace huiying::intake
