#include "app/case_answers.hpp"

namespace huiying::app {

Json instant_json(const std::optional<model::Instant>& instant) {
    return instant ? Json(model::to_rfc3339(*instant)) : Json(nullptr);
}

Json due_json(const model::Result<sla::DueInstant>& due) {
    return due ? Json(model::to_rfc3339(due->at)) : Json(nullptr);
}

Json due_json(const model::Result<sla::ClockReading>& reading) {
    return reading ? instant_json(reading->due) : Json(nullptr);
}

Json verdict_json(sla::ExtensionVerdict verdict) {
    return verdict == sla::ExtensionVerdict::unknown
               ? Json(nullptr)
               : Json(verdict == sla::ExtensionVerdict::accepted);
}

model::Date day_after(model::Date date) {
    return std::chrono::sys_days{date} + std::chrono::days{1};
}

void refuse_unless_uncovered(const boost::system::error_code& error) {
    const auto code = model::errc_of(error);
    if (code == model::Errc::calendar_not_covered)
        return;
    if (code == model::Errc::search_too_long)
        throw CaseError(
            code, "期限超出 " + std::to_string(sla::WorkingCalendar::kMaxDays) + " 天，无法推算"
        );
    throw CaseError(code, "参数之间相互矛盾，如答复早于发函");
}

void Grounds::add_error(const boost::system::error_code& error, model::Date first) {
    refuse_unless_uncovered(error);
    const int year = calendar_.first_uncovered_year(first);
    uncovered_ = uncovered_ ? std::min(*uncovered_, year) : year;
    // The search went as far as the calendar does.
    const std::chrono::sys_days last{std::chrono::year{year - 1} / std::chrono::December / 31};
    const auto seen =
        calendar_.working_days(std::chrono::sys_days{first} - std::chrono::days{1}, last);
    provisional_ |= seen && seen->provisional;
}

void Grounds::write(Json& answer, const char* error_key) const {
    if (uncovered_) {
        if (error_key)
            answer[error_key] = model::code_of(model::Errc::calendar_not_covered);
        answer["uncovered_year"] = *uncovered_;
    }
    if (provisional_)
        answer["provisional"] = true;
}

}  // namespace huiying::app
