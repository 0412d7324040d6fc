#include "board/desk/upstream_report.hpp"

#include "board/model/passed_on.hpp"

#include <array>

namespace huiying::desk {
namespace {

using model::Instant;

constexpr std::array<std::string_view, 15> kHeadings{
    "编号",
    "本地编号",
    "标题",
    "来信时间",
    "收到时间",
    "办理期限",
    "承办单位",
    "状态",
    "首次回应",
    "答复时间",
    "是否按期",
    "答复内容",
    "延期",
    "退回",
    "到件已超期"};

/// "2026-11-26 08:30:00", the town's time: what spreadsheets take for a time.
std::string time_of(const std::optional<Instant>& at) {
    if (!at)
        return {};
    auto text = model::to_rfc3339(*at).substr(0, 19);
    text[10] = ' ';
    return text;
}

std::string in_time(const model::Ticket& ticket) {
    if (!ticket.replied_at || !ticket.due.final_due ||
        model::is_late_on_arrival(ticket, ticket.due.final_due))
        return {};
    return *ticket.replied_at <= *ticket.due.final_due ? "按期" : "逾期";
}

std::string answer_of(
    const std::vector<store::UpstreamQuestion>& questions, std::string_view what
) {
    std::string said;
    for (const auto& question : questions) {
        if (question.what != what)
            continue;
        said = question.answer == "granted"   ? "已同意"
               : question.answer == "refused" ? "未同意"
               : question.answer.empty()      ? "已申请"
                                              : "";
    }
    return said;
}

std::string late_on_arrival(const model::Ticket& ticket) {
    if (model::is_late_on_arrival(ticket, ticket.due.final_due))
        return "答复期限";
    return model::is_late_on_arrival(ticket, ticket.due.response_due) ? "当日回应" : "";
}

sheets::Row row_of(const TownSnapshot& town, const Reported& reported) {
    const auto& ticket = reported.record.ticket;
    const bool names_unit = !ticket.restricted && !ticket.unit.empty();
    return {
        0,
        {ticket.sender,
         ticket.number,
         ticket.subject,
         time_of(ticket.received_at),
         time_of(ticket.arrived_at),
         time_of(ticket.due.final_due),
         names_unit ? town.unit_name(ticket.unit) : std::string(),
         std::string(model::chinese_name(ticket.state)),
         time_of(ticket.responded_at),
         time_of(ticket.replied_at),
         in_time(ticket),
         reported.reply,
         answer_of(reported.questions, "more_time"),
         answer_of(reported.questions, "take_back"),
         late_on_arrival(ticket)}};
}

}  // namespace

sheets::Rows report_rows(const TownSnapshot& town, const std::vector<Reported>& reported) {
    sheets::Rows rows{{0, {kHeadings.begin(), kHeadings.end()}}};
    for (const auto& each : reported)
        rows.push_back(row_of(town, each));
    return rows;
}

}  // namespace huiying::desk
