#include "app/clock_words.hpp"
#include "app/explanation.hpp"
#include "board/sla/trace_words.hpp"

#include <nlohmann/json.hpp>

namespace huiying::app {
namespace {

using Json = nlohmann::ordered_json;

Json due_json(const sla::Trace& trace) {
    return trace.due ? Json(model::to_rfc3339(*trace.due)) : Json(nullptr);
}

Json row_json(const sla::TraceDay& row) {
    Json json;
    json["date"] = model::to_iso(row.date);
    json["weekday"] = sla::weekday_word(row.date);
    const auto works = sla::works_on(row);
    json["working"] = works ? Json(*works) : Json(nullptr);
    json["kind"] = row.kind ? Json(sla::to_word(*row.kind)) : Json(nullptr);
    json["name"] = row.name;
    json["step"] = sla::to_word(row.step);
    json["counted"] = row.step == sla::TraceStep::counted;
    json["count"] = row.count;
    json["reason"] = sla::reason_of(row);
    json["source"] = row.source;
    json["provisional"] = row.provisional;
    if (row.open.empty())
        return json;
    json["used_seconds"] = row.used.count();
    for (const auto& span : row.open)
        json["open"].push_back(to_text(span));
    return json;
}

Json rows_json(const sla::Trace& trace) {
    auto rows = Json::array();
    for (const auto& row : trace.days)
        rows.push_back(row_json(row));
    return rows;
}

void add_error(Json& json, const sla::Trace& trace) {
    if (!trace.error)
        return;
    json["error"] = model::code_of(*trace.error);
    if (*trace.error == model::Errc::calendar_not_covered)
        json["uncovered_year"] = static_cast<int>(trace.days.back().date.year());
}

}  // namespace

std::string as_json(const Explanation& explanation) {
    const auto& question = explanation.question;
    const auto& final_reply = explanation.final_reply;
    Json json;
    json["policy"] = to_word(question.promise);
    json["received_at"] = model::to_rfc3339(question.received_at);
    json["receipt_date"] = model::to_iso(model::local_date(question.received_at));
    if (question.promise == Promise::working_hours)
        json["minutes"] = question.budget.count();
    else
        json["days"] = question.days;
    json["close"] = to_time_of_day(question.close);
    bool provisional = final_reply.provisional;
    if (explanation.response) {
        json["first_response_due"] = due_json(*explanation.response);
        provisional |= explanation.response->provisional;
        add_error(json, *explanation.response);
    }
    json[explanation.response ? "final_due" : "due"] = due_json(final_reply);
    if (!final_reply.due && !final_reply.error)
        json["clock"] = "stopped";
    add_error(json, final_reply);
    json["provisional"] = provisional;
    json["calendar_version"] = explanation.calendar_version;
    if (explanation.response)
        json["response_trace"] = rows_json(*explanation.response);
    json["trace"] = rows_json(final_reply);
    return json.dump(1);
}

}  // namespace huiying::app
