#include "board/desk/passed_on_items.hpp"

#include "board/desk/receipts.hpp"
#include "board/desk/sheet_rows.hpp"
#include "board/model/passed_on.hpp"
#include "sheets/json_rows.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace huiying::desk {
namespace {

using model::Instant;

constexpr std::size_t kMaxNumber = 64;
constexpr std::chrono::hours kLongestAgo{400 * 24};
constexpr std::chrono::minutes kClocksDiffer{1};
constexpr std::chrono::seconds kEndOfDay = std::chrono::hours{24} - std::chrono::seconds{1};
constexpr std::string_view kNumber = "number";
constexpr std::string_view kSubmittedAt = "submitted_at";
constexpr std::string_view kDue = "due";

const std::vector<SheetColumn>& item_fields() {
    static const std::vector<SheetColumn> kFields{
        {kNumber,
         "编号",
         {"工单编号", "留言编号", "转办编号", "受理编号", "来信编号", "工单号", "信件编号"}},
        {kSubmittedAt,
         "来信时间",
         {"提交时间", "留言时间", "来电时间", "登记时间", "受理时间", "诉求时间"}},
        {kDue, "办理期限", {"截止时间", "办结时限", "限办时间", "要求办结时间", "答复期限"}},
        {"subject", "标题", {"主题", "留言标题", "诉求标题", "工单标题"}},
        {"text", "内容", {"留言内容", "诉求内容", "来信内容", "正文", "工单内容", "问题描述"}},
        {"name", "来信人", {"姓名", "联系人", "留言人", "诉求人", "来电人", "网民姓名"}},
        {"contact", "联系电话", {"电话", "手机", "手机号", "联系方式", "来电号码"}},
        {"place", "地点", {"地址", "事发地址", "事发地点", "诉求地址"}},
        {"kind", "类型", {"诉求类型", "留言类型", "信件类型", "诉求目的"}},
        {"unit", "承办单位", {"责任单位", "办理单位"}}};
    return kFields;
}

std::string trimmed(std::string_view text) {
    return std::string(text::trim(text));
}

std::string value_of(const ItemFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

std::string title_of(std::string_view name) {
    for (const auto& field : item_fields())
        if (field.name == name)
            return std::string(field.title);
    return std::string(name);
}

ItemTrouble trouble(std::string_view field, const std::string& words) {
    return {std::string(field), title_of(field) + words};
}

/// Columns that the account names itself: stable name by heading.
ColumnNames own_columns(const model::ChannelAccount& account) {
    ColumnNames names;
    const auto read = sheets::json_rows("[" + account.setting("columns") + "]");
    const auto* rows = std::get_if<sheets::Rows>(&read);
    if (rows == nullptr || rows->size() < 2)
        return names;
    for (std::size_t i = 0; i < (*rows)[1].cells.size(); ++i)
        names[trimmed((*rows)[1].cells[i])] = rows->front().cells[i];
    return names;
}

struct NumberRead {
    int value = 0;
    std::string_view rest;
};

/// Digits at the beginning.
std::optional<NumberRead> leading_number(std::string_view text) {
    NumberRead read;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), read.value);
    if (end.ec != std::errc{} || text.empty() || text.front() == '-')
        return std::nullopt;
    read.rest = text.substr(static_cast<std::size_t>(end.ptr - text.data()));
    return read;
}

/// Up to six numbers, whatever stands between them: year, month, day, hour, minute, second.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    while (!text.empty() && numbers.size() < 7) {
        if (const auto read = leading_number(text)) {
            numbers.push_back(read->value);
            text = read->rest;
        } else {
            text.remove_prefix(1);
        }
    }
    return numbers;
}

/// Nothing but digits and what people write between them.
bool is_made_of_date_signs(std::string_view text) {
    constexpr std::array<std::string_view, 6> words{"年", "月", "日", "时", "分", "秒"};
    while (!text.empty()) {
        const auto* const word = std::find_if(words.begin(), words.end(), [&](auto each) {
            return text.starts_with(each);
        });
        if (word != words.end())
            text.remove_prefix(word->size());
        else if (std::string_view("0123456789-/.: T").find(text.front()) != std::string_view::npos)
            text.remove_prefix(1);
        else
            return false;
    }
    return true;
}

model::Kind kind_of(const std::string& written) {
    if (const auto kind = model::parse_kind(written))
        return *kind;
    for (const auto kind :
         {model::Kind::report,
          model::Kind::complaint,
          model::Kind::suggestion,
          model::Kind::help,
          model::Kind::question})
        if (written.find(model::chinese_name(kind)) != std::string::npos)
            return kind;
    return model::Kind::question;
}

/// "2.02611260000123E+15": what a spreadsheet leaves of a long number.
bool is_scientific(const std::string& number) {
    const auto mark = number.find_first_of("eE");
    return mark != std::string::npos && mark > 0 && mark + 1 < number.size() &&
           number.find_first_not_of("0123456789.") == mark &&
           number.find_first_not_of("+-0123456789", mark + 1) == std::string::npos;
}

std::optional<ItemTrouble> check_number(const std::string& number) {
    if (number.empty())
        return trouble(kNumber, "没有填");
    if (text::code_point_count(number) > kMaxNumber ||
        number.find_first_of("|\r\n\t") != std::string::npos)
        return trouble(kNumber, "不合要求：最多64个字，没有竖线和换行");
    if (is_scientific(number))
        return trouble(kNumber, "“" + number + "”少了后面几位：请把这一列设为文本再导出");
    return std::nullopt;
}

std::variant<Instant, ItemTrouble> submitted_at(const ItemFields& fields, Instant now) {
    const auto written = value_of(fields, kSubmittedAt);
    const auto at = parse_written_time(written, std::chrono::seconds{0});
    if (!at)
        return trouble(
            kSubmittedAt,
            written.empty() ? "没有填" : "“" + written + "”看不懂，如 2026-11-20 08:30"
        );
    if (*at > now + kClocksDiffer || *at < now - kLongestAgo)
        return trouble(kSubmittedAt, "“" + written + "”是将来，或早于400天前");
    return std::min(*at, now);
}

std::variant<std::optional<Instant>, ItemTrouble> due_of(const ItemFields& fields, Instant from) {
    const auto written = value_of(fields, kDue);
    if (written.empty())
        return std::nullopt;
    const auto at = parse_written_time(written, kEndOfDay);
    if (!at)
        return trouble(kDue, "“" + written + "”看不懂，如 2026-11-27 17:00");
    if (*at < from)
        return trouble(kDue, "“" + written + "”早于来信时间");
    return at;
}

std::optional<ItemTrouble> checked(const model::InboundMessage& message) {
    std::string field;
    const auto result = check_message(message, field);
    if (result.has_value())
        return std::nullopt;
    const auto errc = model::errc_of(result.error());
    if (errc == model::Errc::empty_text)
        return trouble("text", "没有填");
    return trouble(field, errc == model::Errc::bad_encoding ? "不是有效的文字" : "太长");
}

}  // namespace

std::string number_in(const ItemFields& fields) {
    return value_of(fields, kNumber);
}

std::optional<Instant> parse_written_time(std::string_view text, std::chrono::seconds time_of_day) {
    if (const auto exact = model::parse_rfc3339(text))
        return exact;
    // "08:30:00.0", as some programs write a second.
    if (const auto point = text.rfind('.');
        point != std::string_view::npos && text.find(':') != std::string_view::npos)
        text = text.substr(0, point);
    if (!is_made_of_date_signs(text))
        return std::nullopt;
    const auto numbers = numbers_in(text);
    // A day, or a day with hour and minute.
    if (numbers.size() != 3 && numbers.size() != 5 && numbers.size() != 6)
        return std::nullopt;
    const model::Date day = std::chrono::year{numbers[0]} /
                            std::chrono::month{static_cast<unsigned>(numbers[1])} /
                            std::chrono::day{static_cast<unsigned>(numbers[2])};
    if (!day.ok() || numbers[0] < 2000 || numbers[0] > 2199)
        return std::nullopt;
    if (numbers.size() == 3)
        return model::at_local(day, time_of_day);
    const int second = numbers.size() == 6 ? numbers[5] : 0;
    if (numbers[3] > 23 || numbers[4] > 59 || second > 59)
        return std::nullopt;
    return model::at_local(
        day,
        std::chrono::hours{numbers[3]} + std::chrono::minutes{numbers[4]} +
            std::chrono::seconds{second}
    );
}

std::variant<std::vector<FileItem>, FileTrouble> read_items(
    std::string_view bytes, const model::ChannelAccount& account
) {
    auto read = rows_of_file(bytes);
    if (auto* const fault = std::get_if<FileTrouble>(&read))
        return std::move(*fault);
    const auto& rows = std::get<SheetFile>(read).rows;
    if (rows.size() < 2)
        return FileTrouble{"文件里没有来件：第一行是表头，以下每行一件"};
    const auto own = own_columns(account);
    std::vector<std::string> names;
    for (const auto& heading : rows.front().cells)
        names.push_back(column_of(item_fields(), trimmed(heading), own));
    for (const auto needed : {kNumber, kSubmittedAt, std::string_view("text")})
        if (std::find(names.begin(), names.end(), needed) == names.end())
            return FileTrouble{
                "表头里找不到“" + title_of(needed) + "”一列；列名不同的，可在渠道设置里对应"};
    std::vector<FileItem> items;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        FileItem item{rows[i].line, {}};
        for (std::size_t column = 0; column < rows[i].cells.size(); ++column)
            if (column < names.size() && !names[column].empty())
                item.fields[names[column]] = rows[i].cells[column];
        items.push_back(std::move(item));
    }
    return items;
}

std::variant<model::InboundMessage, ItemTrouble> message_of(
    const ItemFields& fields, const model::ChannelAccount& account, Instant now
) {
    model::InboundMessage message;
    message.channel = model::kUpstream;
    message.account = account.name;
    message.sender = number_in(fields);
    if (auto wrong = check_number(message.sender))
        return std::move(*wrong);
    const auto from = submitted_at(fields, now);
    if (const auto* wrong = std::get_if<ItemTrouble>(&from))
        return *wrong;
    message.received_at = std::get<Instant>(from);
    message.arrived_at = now;
    const auto due = due_of(fields, message.received_at);
    if (const auto* wrong = std::get_if<ItemTrouble>(&due))
        return *wrong;
    message.upstream_due = std::get<std::optional<Instant>>(due);
    message.subject = value_of(fields, "subject");
    message.text = value_of(fields, "text");
    message.sender_name = value_of(fields, "name");
    message.contact = value_of(fields, "contact");
    message.place = value_of(fields, "place");
    message.unit_hint = value_of(fields, "unit");
    message.kind = kind_of(value_of(fields, "kind"));
    if (auto wrong = checked(message))
        return std::move(*wrong);
    message.delivery_key = message.channel + "|" + message.account + "|" + message.sender + "|";
    return message;
}

}  // namespace huiying::desk
