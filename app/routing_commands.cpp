#include "app/routing_commands.hpp"

#include "app/record.hpp"
#include "board/desk/routing_models.hpp"

#include <array>
#include <cstdio>
#include <iostream>

namespace huiying::app {

namespace {

constexpr const char* kBy = "command line";

std::string percent(double share) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.1f%%", share * 100);
    return text.data();
}

void print(const model::RoutingModel& row, std::optional<std::int64_t> in_use) {
    std::cout << "模型 " << row.id << (in_use == row.id ? "（使用中）" : "") << "："
              << model::to_rfc3339(row.made_at) << " 由 " << row.made_by << " 训练，" << row.tickets
              << " 件来信（其中人工更正 " << row.corrections << " 件）\n"
              << "  在留出的 " << row.held << " 件上：准确率 " << percent(row.accuracy)
              << "，宏平均F1 " << percent(row.macro_f1) << "，校准误差 " << percent(row.ece)
              << "，";
    if (row.bound > 1)
        std::cout << "达不到95%的把握，只提建议、不自动分派\n";
    else
        std::cout << "把握不低于 " << percent(row.bound) << " 时自动分派，覆盖 "
                  << percent(row.coverage) << "\n";
    if (row.in_use_held > 0)
        std::cout << "  当时使用的模型，在它没有学过的 " << row.in_use_held << " 件上：准确率 "
                  << percent(row.in_use_accuracy) << "，宏平均F1 " << percent(row.in_use_macro_f1)
                  << "\n";
}

}  // namespace

int train_routing(const config::Settings& settings) {
    Record record(settings, desk::Demo::no);
    desk::RoutingModels models(record.database, *record.town, record.clock);
    const auto row = models.train(kBy);
    if (!row) {
        std::cerr << "可用于训练的来信不足 " << desk::kLeastExamples
                  << " 件，或都属于同一个单位；继续使用规则和冷启动建议\n";
        return 1;
    }
    print(*row, models.in_use());
    std::cout << "启用：huiying routing use " << row->id << "\n";
    return 0;
}

int list_routing_models(const config::Settings& settings) {
    Record record(settings, desk::Demo::no);
    const desk::RoutingModels models(record.database, *record.town, record.clock);
    const auto in_use = models.in_use();
    for (const auto& row : models.models())
        print(row, in_use);
    if (!in_use)
        std::cout << "没有启用模型：按规则分派，拿不准的由冷启动模型提建议\n";
    return 0;
}

int use_routing_model(const config::Settings& settings, const std::string& model) {
    Record record(settings, desk::Demo::no);
    desk::RoutingModels models(record.database, *record.town, record.clock);
    std::optional<std::int64_t> id;
    if (model != "none") {
        const bool number = !model.empty() && model.size() < 10 &&
                            model.find_first_not_of("0123456789") == std::string::npos;
        id = number ? std::stoll(model) : -1;
    }
    if (!models.use(id, kBy)) {
        std::cerr << "没有模型 " << model << "；可用的编号见 huiying routing list，停用写 none\n";
        return 1;
    }
    std::cout << (id ? "已启用模型 " + model : std::string("已停用模型")) << "\n";
    return 0;
}

}  // namespace huiying::app
