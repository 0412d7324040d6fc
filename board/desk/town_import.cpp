#include "board/desk/town_import.hpp"

#include "board/desk/passed_on_items.hpp"
#include "board/desk/sha256_hex.hpp"
#include "board/model/inbound_message.hpp"
#include "board/routing/router.hpp"
#include "board/store/database.hpp"
#include "board/store/past_repository.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sodium.h>

namespace huiying::desk {
namespace {

using Result = ImportLine::Result;

constexpr std::size_t kMaxPastText = 10'000;
constexpr std::size_t kPasswordLetters = 16;
constexpr std::size_t kWrittenAtOnce = 500;

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

ImportLine refused(const std::string& key, const std::string& words) {
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
    return number.empty() ? sha256_hex(
                                value_in(fields, "subject").value_or("") + "\n" +
                                value_in(fields, "text").value_or("")
                            )
                          : number;
}

bool is_same(const store::PastTicket& one, const store::PastTicket& other) {
    return one.subject == other.subject && one.text == other.text && one.unit == other.unit;
}

}  // namespace

std::vector<ImportLine> TownImport::take(
    ImportOf kind, const ImportFile& file, const ImportWanted& wanted, const std::string& by
) {
    std::vector<ImportLine> lines;
    std::set<std::string> seen;
    std::vector<store::PastTicket> waiting;
    lines.reserve(file.lines.size());
    for (const auto& item : file.lines) {
        const auto key = key_of(kind, item.fields);
        auto line = seen.contains(key)         ? refused(key, "“" + key + "”在文件中重复")
                    : kind == ImportOf::units  ? unit(item.fields, wanted, by)
                    : kind == ImportOf::people ? person(item.fields, wanted, by)
                                               : ticket(item.fields, wanted, waiting);
        line.line = item.line;
        if (line.result != Result::refused)
            seen.insert(key);
        lines.push_back(std::move(line));
        if (waiting.size() >= kWrittenAtOnce)
            write_all(waiting, by);
    }
    write_all(waiting, by);
    if (!wanted.is_trial)
        town_.refresh();
    return lines;
}

ImportLine TownImport::unit(
    const Fields& fields, const ImportWanted& wanted, const std::string& by
) {
    const auto code = value_in(fields, "code").value_or("");
    if (!is_code(code))
        return refused(code, "代码“" + code + "”不合要求：小写字母、数字和下划线，2 至 20 个");
    const auto town = town_.snapshot();
    const auto* before = town->unit(code);
    auto made = before != nullptr ? *before : model::Unit{.code = code, .kind = "department"};
    if (const auto wrong = put_unit_fields(made, fields))
        return refused(code, *wrong);
    if (made.name.empty())
        return refused(code, "没有名称");
    if (before != nullptr && made == *before)
        return {0, Result::unchanged, code, {}, {}};
    if (before != nullptr && !wanted.replace)
        return {0, Result::there, code, "“" + code + "”已有", {}};
    if (made.lead && !made.active)
        return refused(code, "分派来信的办公室不能停用");
    if (!wanted.is_trial && administration_.put(made, by).has_error())
        return refused(code, "未能写入");
    return {0, before != nullptr ? Result::changed : Result::added, code, {}, {}};
}

ImportLine TownImport::person(
    const Fields& fields, const ImportWanted& wanted, const std::string& by
) {
    NewStaff made{value_in(fields, "login").value_or(""), value_in(fields, "name").value_or("")};
    made.password = made_password();
    const auto unit = value_in(fields, "unit").value_or("");
    made.unit = code_of_unit(*town_.snapshot(), unit);
    if (!unit.empty() && made.unit.empty())
        return refused(made.login, "没有单位“" + unit + "”");
    for (const auto& written : list_in(value_in(fields, "roles").value_or(""))) {
        const auto word = word_in(kRoleWords, written);
        if (!word)
            return refused(made.login, "角色“" + written + "”看不懂：" + allowed_words(kRoleWords));
        made.roles.push_back(*model::parse_role(*word));
    }
    const bool is_there = database_.read([&](store::Connection& connection) {
        return store::PeopleRepository(connection).find_staff(made.login).has_value();
    });
    if (is_there)
        return refused(made.login, "“" + made.login + "”已有，不覆盖；请在控制台修改");
    if (made.roles.empty())
        return refused(made.login, "没有角色：" + allowed_words(kRoleWords));
    if (const auto checked = people_.check_new(made); checked.has_error())
        return refused(
            made.login, "登录名（小写字母、数字和 . _ -，2 至 40 个）或姓名（1 至 40 个字）不合要求"
        );
    if (!wanted.is_trial && people_.add(made, by).has_error())
        return refused(made.login, "未能写入");
    return {0, Result::added, made.login, {}, wanted.is_trial ? "" : made.password};
}

void TownImport::write_all(std::vector<store::PastTicket>& waiting, const std::string& by) {
    if (waiting.empty())
        return;
    const auto now = clock_.now();
    database_.write([&](store::Connection& connection) {
        store::PastRepository past(connection);
        for (const auto& each : waiting)
            past.put(each, by, now);
        store::PeopleRepository(connection)
            .add_audit(now, by, "import_past_tickets", std::to_string(waiting.size()), "");
    });
    waiting.clear();
}

ImportLine TownImport::ticket(
    const Fields& fields, const ImportWanted& wanted, std::vector<store::PastTicket>& waiting
) {
    model::InboundMessage message;
    message.subject = value_in(fields, "subject").value_or("");
    message.text = value_in(fields, "text").value_or("");
    // What may accuse is looked at as a complaint, the kind that is read most strictly.
    message.kind = model::Kind::complaint;
    const auto key = key_of(ImportOf::tickets, fields);
    if (message.text.empty() || text::code_point_count(message.text) > kMaxPastText ||
        !text::is_valid_text(message.text) || !text::is_valid_text(message.subject))
        return refused(key, message.text.empty() ? "没有内容" : "内容太长，或不是有效的文字");
    const auto town = town_.snapshot();
    const auto written = value_in(fields, "unit").value_or("");
    const auto unit = code_of_unit(*town, written);
    if (unit.empty())
        return refused(key, written.empty() ? "没有承办单位" : "没有单位“" + written + "”");
    if (town->router().route(message).restricted)
        return refused(key, "涉及对单位或人员的反映，不作为学习材料");
    const auto now = clock_.now();
    const auto time = value_in(fields, "received_at").value_or("");
    const auto at = parse_written_time(time, std::chrono::seconds{0});
    if (!time.empty() && (!at || *at > now))
        return refused(key, "来信时间“" + time + "”看不懂，或是将来");
    const store::PastTicket past{
        key,
        text::mask_personal(message.subject).text,
        text::mask_personal(message.text).text,
        unit,
        at.value_or(now)};
    const auto before = database_.read([&](store::Connection& connection) {
        return store::PastRepository(connection).find(key);
    });
    if (before && is_same(*before, past))
        return {0, Result::unchanged, key, {}, {}};
    if (before && !wanted.replace)
        return {0, Result::there, key, "编号“" + key + "”已有", {}};
    if (!wanted.is_trial)
        waiting.push_back(past);
    return {0, before ? Result::changed : Result::added, key, {}, {}};
}

}  // namespace huiying::desk
