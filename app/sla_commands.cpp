#include "app/sla_commands.hpp"

#include "app/calendars.hpp"
#include "app/sla_case.hpp"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

namespace huiying::app {
namespace {

constexpr int kDone = 0;
constexpr int kRefused = 1;

int refuse(const std::filesystem::path& file, const char* reason) {
    std::cerr << file.string() << "：" << reason << "\n";
    return kRefused;
}

}  // namespace

int explain_clock(
    const std::filesystem::path& data_folder, const Question& question, Output output
) {
    const sla::WorkingCalendar calendar(town_calendar(data_folder));
    const auto explanation = explain(calendar, question);
    std::cout << (output == Output::json ? as_json(explanation) + "\n" : as_text(explanation));
    return explanation.final_reply.error == model::Errc::search_too_long ? kRefused : kDone;
}

int answer_cases(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        return refuse(file, "无法读取");
    const auto content = Json::parse(stream, nullptr, false);
    if (content.is_discarded())
        return refuse(file, "不是有效的 JSON");
    if (!content.is_object() || !content.contains("cases") || !content.at("cases").is_array())
        return refuse(
            file,
            "没有 cases 数组；应为 {\"cases\": [{\"id\", \"policy\", \"received_at\", "
            "\"calendar\", \"params\"}]}"
        );
    const CaseCalendars calendars{
        sla::WorkingCalendar(packed_calendar(PackedYears::official)),
        sla::WorkingCalendar(packed_calendar(PackedYears::all))};
    const auto* separator = "[\n";
    for (const auto& one_case : content.at("cases")) {
        std::cout << separator << answer_case(one_case, calendars).dump();
        separator = ",\n";
    }
    std::cout << (content.at("cases").empty() ? "[]\n" : "\n]\n");
    return kDone;
}

}  // namespace huiying::app
