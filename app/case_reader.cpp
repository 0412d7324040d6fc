#include "app/case_reader.hpp"

#include "app/clock_words.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace huiying::app {
namespace {

constexpr const char* kMomentForm = "应为 RFC 3339 时间，如 2026-11-23T09:30:00+08:00";
constexpr std::array<std::string_view, 7> kWeekdays{
    "sun", "mon", "tue", "wed", "thu", "fri", "sat"};

template <class Words>
std::string joined(const Words& words) {
    std::string text;
    for (const auto word : words)
        text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

unsigned weekday_in(const CaseReader& weekdays, const std::string& name) {
    const auto* found = std::find(kWeekdays.begin(), kWeekdays.end(), name);
    if (found == kWeekdays.end())
        throw weekdays.wrong(name, "不是星期；可写 sun, mon, tue, wed, thu, fri, sat");
    return static_cast<unsigned>(found - kWeekdays.begin());
}

}  // namespace

CaseReader::CaseReader(const Json& object, std::string where)
    : object_(&object), where_(std::move(where)) {
    if (!object.is_object())
        throw CaseError(
            model::Errc::bad_request, (where_.empty() ? "case" : where_) + "：应为一个 JSON 对象"
        );
}

void CaseReader::allow_only(std::initializer_list<std::string_view> names) const {
    for (const auto& [key, value] : object_->items())
        if (std::find(names.begin(), names.end(), key) == names.end())
            throw wrong(key, "没有这一项；可写 " + joined(names));
}

const Json* CaseReader::find(std::string_view name) const {
    const auto found = object_->find(std::string(name));
    return found == object_->end() ? nullptr : &*found;
}

bool CaseReader::is_given(std::string_view name) const {
    return find(name) != nullptr;
}

bool CaseReader::has(std::string_view name) const {
    const auto* field = find(name);
    return field && !field->is_null();
}

const Json& CaseReader::get(std::string_view name) const {
    if (!has(name))
        throw wrong(name, "缺少这一项");
    return *find(name);
}

std::string CaseReader::text(std::string_view name) const {
    const auto& field = get(name);
    if (!field.is_string())
        throw wrong(name, "应为一段文字");
    return field.get<std::string>();
}

std::size_t CaseReader::choice(std::string_view name, const std::vector<std::string_view>& words)
    const {
    const auto said = text(name);
    const auto found = std::find(words.begin(), words.end(), said);
    if (found == words.end())
        throw wrong(name, "“" + said + "”不在可选范围；可写 " + joined(words));
    return static_cast<std::size_t>(found - words.begin());
}

std::int64_t CaseReader::number(std::string_view name) const {
    const auto& field = get(name);
    if (!field.is_number_integer())
        throw wrong(name, "应为整数");
    return field.get<std::int64_t>();
}

int CaseReader::whole(std::string_view name, int lowest, int highest) const {
    const auto value = number(name);
    if (value < lowest || value > highest)
        throw wrong(
            name, "应为 " + std::to_string(lowest) + " 至 " + std::to_string(highest) + " 的整数"
        );
    return static_cast<int>(value);
}

model::Instant CaseReader::instant(std::string_view name) const {
    const auto moment = model::parse_rfc3339(text(name));
    if (!moment)
        throw wrong(name, kMomentForm);
    return *moment;
}

std::optional<model::Instant> CaseReader::instant_if(std::string_view name) const {
    return has(name) ? std::optional(instant(name)) : std::nullopt;
}

std::chrono::seconds CaseReader::time_of_day_or(
    std::string_view name, std::chrono::seconds fallback
) const {
    if (!has(name))
        return fallback;
    const auto time = parse_time_of_day(text(name));
    if (!time)
        throw wrong(name, "应为 HH:MM:SS，00:00:00 至 23:59:59");
    return *time;
}

std::vector<CaseReader> CaseReader::objects(std::string_view name) const {
    std::vector<CaseReader> all;
    if (!has(name))
        return all;
    const auto& field = get(name);
    if (!field.is_array())
        throw wrong(name, "应为数组");
    for (const auto& element : field)
        all.emplace_back(element, path(name) + "[" + std::to_string(all.size()) + "]");
    return all;
}

CaseReader CaseReader::object(std::string_view name) const {
    return {get(name), path(name)};
}

std::vector<sla::Span> CaseReader::spans(std::string_view name) const {
    std::vector<sla::Span> all;
    if (!has(name))
        return all;
    const auto& field = get(name);
    if (!field.is_array())
        throw wrong(name, "应为时段的数组");
    for (const auto& element : field) {
        const auto span =
            element.is_string() ? parse_span(element.get<std::string>()) : std::nullopt;
        if (!span)
            throw wrong(name, "时段应写成 HH:MM-HH:MM，如 09:00-11:30");
        all.push_back(*span);
    }
    return all;
}

std::vector<std::string> CaseReader::names() const {
    std::vector<std::string> all;
    for (const auto& [key, value] : object_->items())
        all.push_back(key);
    return all;
}

std::string CaseReader::path(std::string_view name) const {
    return where_.empty() ? std::string(name) : where_ + "." + std::string(name);
}

CaseError CaseReader::wrong(std::string_view name, const std::string& reason) const {
    return {model::Errc::bad_request, path(name) + "：" + reason};
}

sla::PauseLedger read_pauses(const CaseReader& params) {
    std::vector<sla::Pause> pauses;
    for (const auto& pause : params.objects("pauses")) {
        pause.allow_only({"from", "to"});
        pauses.push_back({pause.instant("from"), pause.instant_if("to")});
    }
    const auto ledger = sla::PauseLedger::of(pauses);
    if (!ledger)
        throw params.wrong("pauses", "有一段暂停的结束早于开始");
    return *ledger;
}

sla::Extension read_extension(const CaseReader& extension) {
    extension.allow_only({"workdays", "granted_at"});
    return {
        extension.whole("workdays", 0, sla::WorkingCalendar::kMaxDays),
        extension.instant("granted_at")};
}

sla::WorkingHours read_hours(const CaseReader& hours) {
    hours.allow_only({"ordinary", "weekdays", "breaks", "special"});
    sla::HoursPlan plan{.ordinary = hours.spans("ordinary"), .breaks = hours.spans("breaks")};
    if (hours.has("weekdays")) {
        const auto weekdays = hours.object("weekdays");
        for (const auto& name : weekdays.names())
            plan.weekdays[weekday_in(weekdays, name)] = weekdays.spans(name);
    }
    if (hours.has("special")) {
        const auto special = hours.object("special");
        for (const auto& name : special.names()) {
            const auto date = model::parse_iso_date(name);
            if (!date)
                throw special.wrong(name, "不是日期；应写成 YYYY-MM-DD");
            plan.special[std::chrono::sys_days{*date}] = special.spans(name);
        }
    }
    const auto made = sla::WorkingHours::of(plan);
    if (!made)
        throw hours.wrong("ordinary", "时段须先始后止、不跨零点（零点写 24:00），且至少有一段");
    return *made;
}

}  // namespace huiying::app
