#include "app/sla_case.hpp"

#include "app/case_answers.hpp"

#include <array>

namespace huiying::app {
namespace {

struct Policy {
    std::string_view word;
    void (*answer)(const Asked&, Json&);
};

constexpr std::array kPolicies{
    Policy{"same-calendar-day", &answer_same_day},
    Policy{"next-working-day", &answer_next_working_day},
    Policy{"foi", &answer_disclosure},
    Policy{"period", &answer_period},
    Policy{"elapsed", &answer_elapsed},
    Policy{"remaining", &answer_remaining},
    Policy{"calendar-days", &answer_calendar_days},
    Policy{"working-hours", &answer_working_hours},
};

model::Instant received_in(const CaseReader& fields) {
    const auto received = fields.instant("received_at");
    const auto epoch = std::chrono::floor<std::chrono::seconds>(received).time_since_epoch();
    // Without its own check a slip in one of the two would pass unseen.
    if (fields.has("received_epoch")) {
        const auto said = fields.number("received_epoch");
        if (said != epoch.count())
            throw fields.wrong(
                "received_epoch",
                "与 received_at 不是同一时刻，应为 " + std::to_string(epoch.count())
            );
    }
    return received;
}

void answer_fields(const Json& one_case, const CaseCalendars& calendars, Json& answer) {
    static const Json kNoParams = Json::object();
    const CaseReader fields(one_case, "");
    std::vector<std::string_view> words;
    words.reserve(kPolicies.size());
    for (const auto& row : kPolicies)
        words.push_back(row.word);
    const auto policy = fields.choice("policy", words);
    const bool is_official = fields.choice("calendar", {"cn", "cn+2027p"}) == 0;
    const auto received = received_in(fields);
    const CaseReader params =
        fields.has("params") ? fields.object("params") : CaseReader(kNoParams, "params");
    const Asked asked{
        is_official ? calendars.official : calendars.provisional,
        received,
        params.time_of_day_or("close", sla::kEndOfDay),
        params};
    kPolicies[policy].answer(asked, answer);
}

}  // namespace

Json answer_case(const Json& one_case, const CaseCalendars& calendars) {
    Json id(nullptr);
    if (one_case.is_object() && one_case.contains("id"))
        id = one_case.at("id");
    Json answer;
    answer["id"] = id;
    try {
        if (!id.is_string())
            throw CaseError(model::Errc::bad_request, "id：缺少编号，或编号不是文字");
        answer_fields(one_case, calendars, answer);
    } catch (const CaseError& error) {
        answer = Json::object();
        answer["id"] = id;
        answer["error"]["code"] = model::code_of(error.code());
        answer["error"]["message"] = error.what();
    }
    return answer;
}

}  // namespace huiying::app
