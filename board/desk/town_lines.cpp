#include "board/desk/town_lines.hpp"

#include "board/desk/passed_on_items.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/sha256_hex.hpp"
#include "board/routing/router.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <array>
#include <sodium.h>

namespace huiying::desk {
namespace {

using Result = ImportLine::Result;

constexpr std::size_t kMaxPastText = 10'000;
constexpr std::size_t kPasswordLetters = 16;

struct WordPair {
    std::string_view word;
    std::string_view chinese;
};

constexpr std::array kUnitKinds{
    WordPair{"office", "办公室"},
    WordPair{"department", "部门"},
    WordPair{"institution", "事业单位"},
    WordPair{"enforcement", "执法队伍"},
    WordPair{"committee", "居村委"},
    WordPair{"company", "公司"}};
constexpr std::array kRoleWords{
    WordPair{"dispatcher", "分派员"},
    WordPair{"handler", "承办人"},
    WordPair{"reviewer", "审核人"},
    WordPair{"manager", "分管领导"},
    WordPair{"administrator", "管理员"}};

template <std::size_t Size>
std::optional<std::string> word_in(
    const std::array<WordPair, Size>& words, const std::string& text
) {
    for (const auto& [word, chinese] : words)
        if (text == word || text == chinese)
            return std::string(word);
    return std::nullopt;
}

template <std::size_t Size>
std::string allowed_words(const std::array<WordPair, Size>& words) {
    std::string allowed;
    for (const auto& pair : words)
        allowed += (allowed.empty() ? "" : "、") + std::string(pair.chinese);
    return allowed;
}

std::optional<std::string> value_in(const ItemFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::nullopt : std::optional(found->second);
}

/// Separated as people do it.
std::vector<std::string> list_in(std::string_view text) {
    constexpr std::array<std::string_view, 8> between{"、", "，", ",", "；", ";", "|", "\n", "\r"};
    std::vector<std::string> list;
    while (!text.empty()) {
        std::size_t at = text.size();
        std::size_t length = 0;
        for (const auto mark : between)
            if (const auto found = text.find(mark); found < at) {
                at = found;
                length = mark.size();
            }
        if (const auto item = text::trim(text.substr(0, at)); !item.empty())
            list.emplace_back(item);
        text.remove_prefix(at + length);
    }
    return list;
}

std::string code_of_unit(const TownSnapshot& town, const std::string& written) {
    if (town.unit(written) != nullptr)
        return written;
    for (const auto& unit : town.units())
        if (unit.name == written || unit.short_name == written)
            return unit.code;
    return {};
}

bool is_code(const std::string& code) {
    return code.size() >= 2 && code.size() <= 20 &&
           code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

std::string made_password() {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    std::string password;
    for (std::size_t i = 0; i < kPasswordLetters; ++i)
        password += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    return password;
}

std::string key_of(ImportOf kind, const ItemFields& fields) {
    if (kind == ImportOf::units)
        return value_in(fields, "code").value_or("");
    if (kind == ImportOf::people)
        return value_in(fields, "login").value_or("");
    const auto number = value_in(fields, "number").value_or("");
    // The same text always gets the same one: a file without numbers may come again.
    return number.empty() ? model::sha256_hex(
                                value_in(fields, "subject").value_or("") + "\n" +
                                value_in(fields, "text").value_or("")
                            )
                          : number;
}

TownLine read_unit(const ItemFields& fields) {
    const auto code = value_in(fields, "code").value_or("");
    TownLine read{.judged = {0, Result::added, code, {}, {}}, .fields = &fields};
    if (!is_code(code))
        read.judged =
            refused_line(code, "代码“" + code + "”不合要求：小写字母、数字和下划线，2 至 20 个");
    return read;
}

TownLine read_person(const ItemFields& fields, const TownSnapshot& town, const People& people) {
    NewStaff made{value_in(fields, "login").value_or(""), value_in(fields, "name").value_or("")};
    made.password = made_password();
    const auto unit = value_in(fields, "unit").value_or("");
    made.unit = code_of_unit(town, unit);
    TownLine read{.judged = {0, Result::added, made.login, {}, {}}, .fields = &fields};
    const auto wrong = [&](const std::string& words) {
        read.judged = refused_line(made.login, words);
        return read;
    };
    if (!unit.empty() && made.unit.empty())
        return wrong("没有单位“" + unit + "”");
    for (const auto& written : list_in(value_in(fields, "roles").value_or(""))) {
        const auto word = word_in(kRoleWords, written);
        if (!word)
            return wrong("角色“" + written + "”看不懂：" + allowed_words(kRoleWords));
        made.roles.push_back(*model::parse_role(*word));
    }
    if (made.roles.empty())
        return wrong("没有角色：" + allowed_words(kRoleWords));
    if (people.check_new(made).has_error())
        return wrong("登录名（小写字母、数字和 . _ -，2 至 40 个）或姓名（1 至 40 个字）不合要求");
    read.person = std::move(made);
    return read;
}

/// Why a past matter is no material for learning; "" for none.
std::string trouble_of(const model::InboundMessage& message) {
    if (message.text.empty())
        return "没有内容";
    const bool is_text = text::code_point_count(message.text) <= kMaxPastText &&
                         text::is_valid_text(message.text) && text::is_valid_text(message.subject);
    return is_text ? "" : "内容太长，或不是有效的文字";
}

TownLine read_ticket(const ItemFields& fields, const TownSnapshot& town, model::Instant now) {
    model::InboundMessage message;
    message.subject = value_in(fields, "subject").value_or("");
    message.text = value_in(fields, "text").value_or("");
    // What may accuse is looked at as a complaint, the kind that is read most strictly.
    message.kind = model::Kind::complaint;
    const auto key = key_of(ImportOf::tickets, fields);
    TownLine read{.judged = {0, Result::added, key, {}, {}}, .fields = &fields};
    const auto wrong = [&](const std::string& words) {
        read.judged = refused_line(key, words);
        return read;
    };
    if (const auto trouble = trouble_of(message); !trouble.empty())
        return wrong(trouble);
    const auto written = value_in(fields, "unit").value_or("");
    const auto unit = code_of_unit(town, written);
    if (unit.empty())
        return wrong(written.empty() ? "没有承办单位" : "没有单位“" + written + "”");
    if (town.router().route(message).restricted)
        return wrong("涉及对单位或人员的反映，不作为学习材料");
    const auto time = value_in(fields, "received_at").value_or("");
    const auto at = parse_written_time(time, std::chrono::seconds{0});
    if (!time.empty() && (!at || *at > now))
        return wrong("来信时间“" + time + "”看不懂，或是将来");
    read.past = {
        key,
        text::mask_personal(message.subject).text,
        text::mask_personal(message.text).text,
        unit,
        at.value_or(now)};
    return read;
}

}  // namespace

ImportLine refused_line(const std::string& key, const std::string& words) {
    return {0, Result::refused, key, words, {}};
}

std::optional<std::string> put_unit_fields(model::Unit& unit, const ItemFields& fields) {
    for (const auto& [name, text] :
         {std::pair("name", &unit.name),
          std::pair("short_name", &unit.short_name),
          std::pair("duties", &unit.duties),
          std::pair("contact", &unit.contact)})
        if (const auto value = value_in(fields, name))
            *text = *value;
    for (const auto& [name, list] :
         {std::pair("aliases", &unit.aliases),
          std::pair("keywords", &unit.keywords),
          std::pair("places", &unit.places)})
        if (const auto value = value_in(fields, name))
            *list = list_in(*value);
    if (unit.short_name.empty())
        unit.short_name = unit.name;
    if (const auto value = value_in(fields, "kind"); value && !value->empty()) {
        const auto kind = word_in(kUnitKinds, *value);
        if (!kind)
            return "类别“" + *value + "”看不懂：" + allowed_words(kUnitKinds) + "之一";
        unit.kind = *kind;
    }
    if (const auto value = value_in(fields, "active"); value && !value->empty()) {
        if (*value != "是" && *value != "否" && *value != "true" && *value != "false")
            return "启用“" + *value + "”看不懂：是或否";
        unit.active = *value == "是" || *value == "true";
    }
    return std::nullopt;
}

std::vector<TownLine> read_town_lines(
    ImportOf kind,
    const ImportFile& file,
    const TownSnapshot& town,
    const People& people,
    model::Instant now
) {
    std::vector<TownLine> read;
    read.reserve(file.lines.size());
    for (const auto& item : file.lines) {
        if (kind == ImportOf::units)
            read.push_back(read_unit(item.fields));
        else if (kind == ImportOf::people)
            read.push_back(read_person(item.fields, town, people));
        else
            read.push_back(read_ticket(item.fields, town, now));
        read.back().judged.line = item.line;
    }
    return read;
}

}  // namespace huiying::desk
