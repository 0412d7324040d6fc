#include "app/routing_eval.hpp"

#include "board/routing/measuring.hpp"

#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

namespace huiying::app {

namespace {

using nlohmann::json;
using routing::LabelledText;

[[noreturn]] void refuse(const std::string& file, std::size_t line, const std::string& why) {
    throw std::runtime_error(
        file + "，第 " + std::to_string(line) + " 行：" + why +
        "；每行应为 {\"id\":\"…\",\"text\":\"…\",\"label\":\"…\"}"
    );
}

std::string word_of(const json& row, const char* key, const std::string& file, std::size_t line) {
    const auto found = row.find(key);
    if (found == row.end())
        refuse(file, line, std::string("缺少 ") + key);
    if (std::string(key) == "id" && found->is_number())
        return found->dump();
    if (!found->is_string())
        refuse(file, line, std::string(key) + " 应为字符串");
    return found->get<std::string>();
}

LabelledText text_of(const std::string& line, const std::string& file, std::size_t number) {
    const auto row = json::parse(line, nullptr, false);
    if (!row.is_object())
        refuse(file, number, "不是 JSON 对象");
    LabelledText text{
        word_of(row, "id", file, number),
        word_of(row, "text", file, number),
        word_of(row, "label", file, number)};
    if (text.label.empty())
        refuse(file, number, "label 为空");
    return text;
}

std::vector<LabelledText> texts_of(const std::string& file) {
    std::ifstream lines(file);
    if (!lines)
        throw std::runtime_error("无法读取文件 " + file);
    std::vector<LabelledText> texts;
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        if (line.find_first_not_of(" \t\r") != std::string::npos)
            texts.push_back(text_of(line, file, number));
    }
    if (texts.empty())
        throw std::runtime_error("文件 " + file + " 没有内容，至少要有一行");
    return texts;
}

json json_of(const routing::ModelFigures& figures, double train_seconds) {
    json labels = json::object();
    for (const auto& [label, row] : figures.per_label)
        labels[label] = {
            {"precision", row.precision},
            {"recall", row.recall},
            {"f1", row.f1},
            {"texts", row.texts}};
    return {
        {"accuracy", figures.accuracy},
        {"macro_f1", figures.macro_f1},
        {"top2_accuracy", figures.top2_accuracy},
        {"per_class", labels},
        {"ece", figures.ece},
        {"coverage_at_precision",
         {{"0.95", figures.coverage_at_95}, {"0.98", figures.coverage_at_98}}},
        {"train_seconds", train_seconds},
        {"predict_us_p50", figures.predict_us_p50},
        {"predict_us_p99", figures.predict_us_p99}};
}

}  // namespace

int eval_routing(const RoutingEval& files) {
    std::vector<LabelledText> known;
    std::vector<LabelledText> unknown;
    try {
        known = texts_of(files.train);
        unknown = texts_of(files.test);
    } catch (const std::runtime_error& error) {
        std::cerr << "huiying eval routing: " << error.what() << "\n";
        return 1;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto model = routing::learn(known);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout << json_of(routing::measure(model, unknown), took.count()).dump(2) << "\n";
    return 0;
}

}  // namespace huiying::app
