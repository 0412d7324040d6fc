#include "board/draft/shipped_reply.hpp"

#include "templates/renderer.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>

namespace huiying::draft {
namespace {

using namespace std::string_view_literals;

using Lines = ReplyField::Lines;

/// An answer as long as a reply may be, its source, and the frame: what is too much, a person cuts.
constexpr std::size_t kSymbols = 13'000;
constexpr std::size_t kSmsSymbols = 70;

std::string_view asked_of(ReplyKind kind) {
    switch (kind) {
        case ReplyKind::question:
            return "咨询";
        case ReplyKind::suggestion:
            return "建议";
        case ReplyKind::help:
            return "求助";
        default:
            return "反映";
    }
}

/// Marks that turn the direction of writing around (UAX #9), and those that nobody sees.
bool is_turning(std::string_view symbol) {
    static constexpr auto kTurning = std::to_array(
        {"\u202A"sv,
         "\u202B"sv,
         "\u202C"sv,
         "\u202D"sv,
         "\u202E"sv,
         "\u2066"sv,
         "\u2067"sv,
         "\u2068"sv,
         "\u2069"sv,
         "\u200E"sv,
         "\u200F"sv,
         "\u061C"sv,
         "\uFEFF"sv,
         "\u2028"sv,
         "\u2029"sv}
    );
    // Asked of every symbol: nearly all are told by their first byte.
    static constexpr auto kFirst = "\xE2\xD8\xEF"sv;
    if (kFirst.find(symbol.front()) == std::string_view::npos)
        return false;
    return std::any_of(kTurning.begin(), kTurning.end(), [&](std::string_view mark) {
        return symbol.starts_with(mark);
    });
}

std::size_t symbol_bytes(unsigned char first) {
    if (first < 0x80)
        return 1;
    if (first < 0xE0)
        return 2;
    return first < 0xF0 ? 3 : 4;
}

/// Without what could break out of its place, and, where every part is paid for, without symbols of
/// two units.
std::string tame(std::string_view text, Lines lines, ReplyLength length) {
    std::string tamed;
    tamed.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at);
        const auto first = static_cast<unsigned char>(rest.front());
        const auto bytes = std::min(symbol_bytes(first), rest.size());
        at += bytes;
        if (length == ReplyLength::sms && (bytes > 3 || rest.starts_with("\u200D")))
            continue;
        if (rest.front() == '\n' && lines == Lines::several)
            tamed += '\n';
        else if (rest.front() == '\n' || rest.front() == '\t')
            tamed += ' ';
        else if (first == '{' || first == '}')
            tamed += first == '{' ? "｛" : "｝";
        else if (first >= 0x20 && first != 0x7F && !is_turning(rest))
            tamed += rest.substr(0, bytes);
    }
    return tamed;
}

std::size_t most_of(const ReplyField& field, ReplyLength length) {
    if (length == ReplyLength::letter)
        return field.most_letter;
    return length == ReplyLength::chat ? field.most_chat : field.most_sms;
}

/// A place that stands open is not cut.
std::string fitting(const ReplyField& field, const std::string& value, ReplyLength length) {
    if (value == open_mark(field))
        return value;
    return text::shorten(text::trim(tame(value, field.lines, length)), most_of(field, length));
}

/// No more than one empty line at a time, none at the ends, no spaces before a line's end.
std::string tidy(std::string_view text) {
    std::string tidied;
    tidied.reserve(text.size());
    for (const char symbol : text) {
        if (symbol == '\n') {
            while (!tidied.empty() && tidied.back() == ' ')
                tidied.pop_back();
            if (tidied.ends_with("\n\n"))
                continue;
        }
        tidied += symbol;
    }
    return std::string(text::trim(tidied));
}

void add_flags(templates::Value& value, const ReplyForm& form) {
    const bool is_request = form.kind == ReplyKind::information_request;
    const bool is_sms = form.length == ReplyLength::sms;
    const auto* const application = is_sms ? "申请" : "政府信息公开申请";
    value.set("brief", form.length != ReplyLength::letter)
        .set("chat", form.length == ReplyLength::chat)
        .set("sms", is_sms)
        .set("asked", asked_of(form.kind))
        .set("thing", is_request ? application : "来信");
    for (const auto kind : all_reply_kinds())
        value.set("is_" + std::string(to_word(kind)), kind == form.kind);
    const auto decision = chinese_name(form.stage);
    const auto colon = decision.find("：");
    if (is_disclosure(form.stage) && colon != std::string_view::npos)
        value.set("decision", decision.substr(colon + "："sv.size()));
}

/// An accusation is not named where others read along; an application has its own line.
bool is_named(ReplyKind kind, const ReplyFields& fields) {
    const auto subject = fields.find("subject");
    return subject != fields.end() && !text::trim(subject->second).empty() &&
           kind != ReplyKind::report && kind != ReplyKind::information_request;
}

std::string filled(
    const templates::Renderer& renderer, const ReplyForm& form, const ReplyFields& fields
) {
    templates::Value value;
    for (const auto& [key, text] : fields)
        value.set(key, text);
    add_flags(value, form);
    value.set("named", is_named(form.kind, fields));
    // An application is answered by the organ, whoever worked on it.
    const auto office = fields.find("office");
    if (form.kind == ReplyKind::information_request && office != fields.end())
        value.set("unit", office->second);
    return tidy(renderer.render_text(template_of(form.stage), value));
}

bool has_one(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

void need(
    std::vector<std::string>& missing,
    std::string_view text,
    const char* block,
    std::initializer_list<std::string_view> words
) {
    if (!has_one(text, words))
        missing.emplace_back(block);
}

void need_decision(std::vector<std::string>& missing, std::string_view text) {
    need(
        missing,
        text,
        "决定",
        {"予以公开",
         "不予公开",
         "已经主动公开",
         "决定公开",
         "不存在",
         "不属于本机关",
         "不予重复处理",
         "按照该规定办理",
         "不作为政府信息公开申请处理",
         "获取的途径",
         "不予提供",
         "视为放弃申请"}
    );
    need(missing, text, "法律依据", {"政府信息公开条例"});
    need(missing, text, "行政复议", {"行政复议"});
    need(missing, text, "复议期限", {"六十日", "60日", "60 日"});
    need(missing, text, "诉讼", {"提起行政诉讼"});
}

}  // namespace

std::string open_mark(const ReplyField& field) {
    return "【待填：" + std::string(field.chinese) + "】";
}

std::string template_of(ReplyStage stage) {
    return "replies/letters/" + std::string(to_word(stage));
}

std::string write_reply(
    const templates::Renderer& renderer, const ReplyForm& form, const ReplyFields& fields
) {
    ReplyFields fit;
    for (const auto& field : reply_fields())
        if (const auto found = fields.find(field.key); found != fields.end())
            fit[std::string(field.key)] = fitting(field, found->second, form.length);
    for (const auto* flag : {"provisional", "paused", "evaluated", "waits_for_citizen"})
        if (const auto found = fields.find(flag); found != fields.end() && !found->second.empty())
            fit[flag] = "1";
    return filled(renderer, form, fit);
}

std::string as_town_wording(const templates::Renderer& renderer, const ReplyForm& form) {
    ReplyFields fields;
    for (const auto& field : reply_fields())
        fields[std::string(field.key)] = "{{" + std::string(field.chinese) + "}}";
    return filled(renderer, form, fields);
}

std::size_t most_symbols(ReplyLength length) {
    return length == ReplyLength::sms ? kSmsSymbols : kSymbols;
}

std::vector<std::string> missing_blocks(const ReplyForm& form, std::string_view text) {
    std::vector<std::string> missing;
    if (form.length != ReplyLength::letter)
        return missing;
    need(missing, text, "称呼", {"您好"});
    need(missing, text, "日期", {"月"});
    if (is_disclosure(form.stage))
        need_decision(missing, text);
    if (form.kind == ReplyKind::information_request && form.stage == ReplyStage::extended)
        need(missing, text, "延期的法律依据", {"第三十三条"});
    if (form.kind == ReplyKind::information_request && form.stage == ReplyStage::supplement)
        need(missing, text, "补正的法律依据", {"第三十条"});
    return missing;
}

}  // namespace huiying::draft
