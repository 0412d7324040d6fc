#include "text/masking.hpp"

#include "text/encoding.hpp"
#include "text/masking_rules.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <unicode/regex.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace huiying::text {

namespace {

/// The text as the patterns see it (full-width forms as ASCII, one unit for one unit), with the
/// byte offset of every UTF-16 unit in the original.
struct Folded {
    icu::UnicodeString units;
    std::vector<std::size_t> offsets;  // one more than units: the end
};

UChar32 fold(UChar32 code_point) {
    if (code_point >= 0xFF01 && code_point <= 0xFF5E)
        return code_point - 0xFEE0;
    if (code_point == 0x3000 || code_point == 0x00A0)
        return ' ';
    if (code_point >= 0x2010 && code_point <= 0x2015)
        return '-';
    return code_point < 0 ? 0xFFFD : code_point;
}

UChar32 next_code_point(std::string_view text, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, text.size(), code_point);
    return code_point;
}

Folded fold_text(std::string_view text) {
    Folded folded;
    folded.offsets.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        folded.offsets.push_back(at);
        folded.units.append(fold(next_code_point(text, at)));
        if (folded.units.length() > static_cast<std::int32_t>(folded.offsets.size()))
            folded.offsets.push_back(folded.offsets.back());  // second half of a pair
    }
    folded.offsets.push_back(text.size());
    return folded;
}

struct CompiledRule {
    const MaskingRule* rule;
    std::unique_ptr<icu::RegexPattern> pattern;
};

const std::vector<CompiledRule>& compiled_rules() {
    static const auto kCompiled = [] {
        std::vector<CompiledRule> compiled;
        for (const auto& rule : masking_rules()) {
            UErrorCode status = U_ZERO_ERROR;
            const auto source = icu::UnicodeString::fromUTF8(
                icu::StringPiece(rule.pattern.data(), static_cast<int>(rule.pattern.size()))
            );
            compiled.push_back(
                {&rule,
                 std::unique_ptr<icu::RegexPattern>(icu::RegexPattern::compile(source, 0, status))}
            );
            if (U_FAILURE(status))
                throw std::runtime_error("masking pattern: " + std::string(rule.reason));
        }
        return compiled;
    }();
    return kCompiled;
}

/// A span of UTF-16 units that a rule wants masked.
struct Claim {
    std::int32_t begin;
    std::int32_t end;
    const MaskingRule* rule;
    std::string replacement;
};

std::u16string_view units_of(const Folded& folded, std::int32_t begin, std::int32_t end) {
    return {folded.units.getBuffer() + begin, static_cast<std::size_t>(end - begin)};
}

std::string to_utf8(std::u16string_view units) {
    std::string utf8;
    icu::UnicodeString(units.data(), static_cast<std::int32_t>(units.size())).toUTF8String(utf8);
    return utf8;
}

bool has_valid_check_digit(std::u16string_view number) {
    int sum = 0;
    int position = 0;
    for (auto unit = number.rbegin(); unit != number.rend(); ++unit) {
        if (*unit < u'0' || *unit > u'9')
            continue;
        const int digit = *unit - u'0';
        const int doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += position++ % 2 == 1 ? doubled : digit;
    }
    return position >= 16 && position <= 19 && sum % 10 == 0;
}

constexpr auto kCompound = std::to_array<std::u16string_view>(
    {u"欧阳",
     u"司马",
     u"上官",
     u"诸葛",
     u"夏侯",
     u"皇甫",
     u"尉迟",
     u"公孙",
     u"慕容",
     u"令狐",
     u"司徒",
     u"南宫",
     u"独孤",
     u"端木"}
);

std::size_t family_length(std::u16string_view name) {
    const bool compound =
        std::find(kCompound.begin(), kCompound.end(), name.substr(0, 2)) != kCompound.end();
    return compound && name.size() > 2 ? 2 : 1;
}

std::string stars(std::size_t count) {
    return std::string(count, '*');
}

std::string masked_name(std::u16string_view name) {
    const auto family = family_length(name);
    return to_utf8(name.substr(0, family)) + stars(name.size() - family);
}

/// Words that stand between a family name's look-alike and a title ("马桥镇镇长", "高中老师").
bool is_given_name(std::u16string_view given) {
    static constexpr std::u16string_view kNever =
        u"镇村区县市街道路居委会部局所站队科室院校司组办级学社"
        u"门班总副中位个的";
    return std::all_of(given.begin(), given.end(), [](char16_t unit) {
        return kNever.find(unit) == std::u16string_view::npos;
    });
}

/// Where the name really ends, and what stands for it; nullopt: no name after all.
std::optional<Claim> judge_name(const Folded& folded, Claim claim) {
    auto name = units_of(folded, claim.begin, claim.end);
    if (claim.rule->check == Check::titled_name) {
        const auto given = name.substr(family_length(name));
        if (given.empty() || !is_given_name(given) || is_ordinary_word(name))
            return std::nullopt;
        claim.replacement = to_utf8(name.substr(0, family_length(name)));
        return claim;
    }
    while (name.size() > family_length(name) && ends_given_name(name.back()))
        name.remove_suffix(1);
    if (name.size() == family_length(name) || is_ordinary_word(name))
        return std::nullopt;
    if (claim.rule->check == Check::closed_name) {
        static constexpr std::u16string_view kNoNameEnd = u"人员户者们客";
        if (claim.begin + static_cast<std::int32_t>(name.size()) != claim.end ||
            kNoNameEnd.find(name.back()) != std::u16string_view::npos)
            return std::nullopt;
    }
    claim.end = claim.begin + static_cast<std::int32_t>(name.size());
    claim.replacement = masked_name(name);
    return claim;
}

std::string_view placeholder(Personal kind) {
    switch (kind) {
        case Personal::phone:
            return "［电话］";
        case Personal::identity:
            return "［证件号］";
        case Personal::bank_card:
            return "［卡号］";
        case Personal::email:
            return "［邮箱］";
        case Personal::plate:
            return "［车牌］";
        case Personal::chat_account:
            return "［账号］";
        case Personal::door:
            return "［门牌］";
        case Personal::name:
            break;
    }
    return "［姓名］";
}

std::optional<Claim> judge(const Folded& folded, Claim claim) {
    switch (claim.rule->check) {
        case Check::luhn:
            if (!has_valid_check_digit(units_of(folded, claim.begin, claim.end)))
                return std::nullopt;
            [[fallthrough]];
        case Check::none:
            claim.replacement = placeholder(claim.rule->kind);
            return claim;
        default:
            return judge_name(folded, std::move(claim));
    }
}

bool overlaps(const std::vector<Claim>& claims, const Claim& one) {
    return std::any_of(claims.begin(), claims.end(), [&](const Claim& other) {
        return one.begin < other.end && other.begin < one.end;
    });
}

void claim_all(const Folded& folded, const CompiledRule& compiled, std::vector<Claim>& claims) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(compiled.pattern->matcher(folded.units, status)
    );
    while (U_SUCCESS(status) && matcher->find(status)) {
        Claim claim{matcher->start(1, status), matcher->end(1, status), compiled.rule, {}};
        const auto judged = judge(folded, std::move(claim));
        if (judged && !overlaps(claims, *judged))
            claims.push_back(*judged);
    }
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("masking: ") + u_errorName(status));
}

std::u16string to_units(std::string_view text) {
    const auto units = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))
    );
    return {units.getBuffer(), static_cast<std::size_t>(units.length())};
}

bool ends_with_title(std::u16string_view name) {
    static constexpr auto kTitles = std::to_array<std::u16string_view>(
        {u"先生",
         u"女士",
         u"小姐",
         u"阿姨",
         u"叔叔",
         u"师傅",
         u"老师",
         u"医生",
         u"同志",
         u"阿婆",
         u"大爷",
         u"大妈",
         u"爷叔",
         u"经理"}
    );
    return std::any_of(kTitles.begin(), kTitles.end(), [&](std::u16string_view title) {
        return name.size() > title.size() && name.ends_with(title);
    });
}

}  // namespace

std::string_view chinese_name(Personal kind) {
    switch (kind) {
        case Personal::phone:
            return "电话号码";
        case Personal::identity:
            return "证件号码";
        case Personal::bank_card:
            return "银行卡或账户号";
        case Personal::email:
            return "电子邮箱";
        case Personal::plate:
            return "车牌号";
        case Personal::chat_account:
            return "社交账号";
        case Personal::door:
            return "门牌号";
        case Personal::name:
            break;
    }
    return "姓名";
}

MaskedText mask_personal(std::string_view text) {
    const auto folded = fold_text(text);
    std::vector<Claim> claims;
    for (const auto& compiled : compiled_rules())
        claim_all(folded, compiled, claims);
    std::sort(claims.begin(), claims.end(), [](const Claim& left, const Claim& right) {
        return left.begin < right.begin;
    });
    MaskedText result;
    std::size_t copied = 0;
    for (auto& claim : claims) {
        const auto begin = folded.offsets[static_cast<std::size_t>(claim.begin)];
        const auto end = folded.offsets[static_cast<std::size_t>(claim.end)];
        result.text.append(text.substr(copied, begin - copied)).append(claim.replacement);
        copied = end;
        result.masked.push_back(
            {claim.rule->kind,
             begin,
             end - begin,
             std::move(claim.replacement),
             std::string(claim.rule->reason)}
        );
    }
    result.text.append(text.substr(copied));
    return result;
}

std::string mask_name(std::string_view name) {
    const auto units = to_units(trim(name));
    if (units.empty() || (ends_with_title(units) && units.size() == 3))
        return to_utf8(units);
    if (ends_with_title(units))
        return to_utf8(units.substr(0, family_length(units))) +
               to_utf8(units.substr(units.size() - 2));
    if (units.size() == 1)
        return "*";
    const auto family = family_length(units);
    // Length is a detail too: long platform names keep one symbol and two stars.
    return to_utf8(units.substr(0, family)) +
           stars(std::min<std::size_t>(units.size() - family, 2));
}

std::string mask_phone(std::string_view contact) {
    const auto plain = std::string(trim(normalise(contact)));
    if (const auto at = plain.find('@'); at != std::string::npos && at > 0)
        return plain.substr(0, truncate(plain, 1).size()) + "***" + plain.substr(at);
    const bool digits_only = std::all_of(plain.begin(), plain.end(), [](char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == ' ';
    });
    if (digits_only && plain.size() == 11)
        return plain.substr(0, 3) + "****" + plain.substr(7);
    if (digits_only && plain.size() >= 7) {
        const auto dash = plain.find('-');
        const auto kept = dash == std::string::npos ? 0 : dash + 1;
        return plain.substr(0, std::min(kept, plain.size() - 4)) + "****" +
               plain.substr(plain.size() - 4);
    }
    return plain.empty() ? plain : std::string(truncate(plain, 1)) + "***";
}

}  // namespace huiying::text
