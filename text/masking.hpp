// Proposes the public copy of a citizen's text: personal details replaced, each with its reason. A
// proposal only: a person reviews every copy before it is shown (个人信息保护法 articles 25, 51;
// 保密法实施条例 article 42). Used by desk. Pure, safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::text {

enum class Personal {
    phone,         ///< mobile or landline
    identity,      ///< resident identity card
    bank_card,     ///< 16 to 19 digits with a valid check digit, or named as a card
    email,         ///< address at a mail host
    plate,         ///< licence plate
    chat_account,  ///< WeChat or QQ id
    door,          ///< lane, building, entrance, room
    name,          ///< a person's name
};

/// "手机或电话号码" and so on, for the reviewer.
[[nodiscard]] std::string_view chinese_name(Personal kind);

struct Masked {
    Personal kind = Personal::phone;
    std::size_t begin = 0;    ///< byte offset in the original
    std::size_t length = 0;   ///< bytes in the original
    std::string replacement;  ///< what stands there now
    std::string reason;       ///< Chinese, names the rule, never the detail itself

    friend bool operator==(const Masked&, const Masked&) = default;
};

struct MaskedText {
    std::string text;
    std::vector<Masked> masked;  ///< in the order of the text, not overlapping
};

/// Masks what the rules recognise, full-width forms and spaced or hyphened digits included. Public
/// numbers (12345, 110, 400 hotlines), document numbers (沪府办〔2024〕1号), dates, amounts and
/// road names stay. REQUIRES: valid UTF-8.
[[nodiscard]] MaskedText mask_personal(std::string_view text);

/// "王小明" -> "王**", "欧阳修" -> "欧阳*", "张女士" -> "张女士"; empty stays empty.
[[nodiscard]] std::string mask_name(std::string_view name);

/// "13812345678" -> "138****5678", "021-64121234" -> "021-****1234"; an e-mail address
/// "wang@example.com" -> "w***@example.com"; anything else loses all but its first symbol.
[[nodiscard]] std::string mask_phone(std::string_view contact);

}  // namespace huiying::text
