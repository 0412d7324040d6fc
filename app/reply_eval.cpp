#include "app/reply_eval.hpp"

#include "board/draft/reply_checks.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

namespace huiying::app {
namespace {

using nlohmann::ordered_json;

struct LabelledReply {
    std::string message;
    std::string reply;
    bool evasive = false;
};

[[noreturn]] void refuse_line(const std::string& file, std::size_t line) {
    throw std::runtime_error(
        file + "，第 " + std::to_string(line) +
        " 行：应为 {\"id\":\"…\",\"message\":\"…\",\"reply\":\"…\",\"evasive\":true}"
    );
}

LabelledReply reply_of(const std::string& line, const std::string& file, std::size_t number) {
    const auto row = nlohmann::json::parse(line, nullptr, false);
    if (!row.is_object() || !row.contains("message") || !row["message"].is_string() ||
        !row.contains("reply") || !row["reply"].is_string() || !row.contains("evasive") ||
        !row["evasive"].is_boolean())
        refuse_line(file, number);
    return {row["message"], row["reply"], row["evasive"]};
}

std::vector<LabelledReply> replies_of(const std::string& file) {
    std::ifstream lines(file);
    if (!lines)
        throw std::runtime_error("无法读取文件 " + file);
    std::vector<LabelledReply> replies;
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number)
        if (line.find_first_not_of(" \t\r") != std::string::npos)
            replies.push_back(reply_of(line, file, number));
    return replies;
}

struct Scored {
    double score = 0;
    bool evasive = false;
};

/// Share of the pairs of one evasive and one other reply that the score puts right; ties half.
double auc_of(std::vector<Scored> scored) {
    std::sort(scored.begin(), scored.end(), [](const Scored& left, const Scored& right) {
        return left.score < right.score;
    });
    double right_pairs = 0;
    double others = 0;
    double evasive = 0;
    for (std::size_t begin = 0; begin < scored.size();) {
        auto end = begin;
        double tied_others = 0;
        double tied_evasive = 0;
        for (; end < scored.size() && scored[end].score == scored[begin].score; ++end)
            (scored[end].evasive ? tied_evasive : tied_others) += 1;
        right_pairs += tied_evasive * (others + tied_others / 2);
        others += tied_others;
        evasive += tied_evasive;
        begin = end;
    }
    return others > 0 && evasive > 0 ? right_pairs / (others * evasive) : 0;
}

double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

int evaluate_replies(const std::string& file) {
    const auto replies = replies_of(file);
    std::vector<Scored> scored;
    scored.reserve(replies.size());
    double evasive = 0;
    double found = 0;
    double false_alarms = 0;
    for (const auto& reply : replies) {
        const auto score = draft::evasiveness(reply.message, reply.reply);
        scored.push_back({score, reply.evasive});
        const bool is_found = score >= draft::kEvasive;
        evasive += reply.evasive ? 1 : 0;
        found += reply.evasive && is_found ? 1 : 0;
        false_alarms += !reply.evasive && is_found ? 1 : 0;
    }
    const auto all = static_cast<double>(replies.size());
    const ordered_json result{
        {"replies", replies.size()},
        {"evasive", static_cast<int>(evasive)},
        {"auc", auc_of(scored)},
        {"found", share(found, evasive)},
        {"false_alarms", share(false_alarms, all - evasive)}};
    std::cout << result.dump(1) << "\n";
    return 0;
}

}  // namespace

void add_reply_eval(CLI::App& eval, std::function<int()>& run) {
    auto file = std::make_shared<std::string>();
    auto* replies = eval.add_subcommand(
        "replies", "the check of evasive replies: huiying eval replies --replies R.jsonl"
    );
    replies->add_option("--replies", *file, "lines {id,message,reply,evasive}")->required();
    replies->callback([file, &run] { run = [file] { return evaluate_replies(*file); }; });
}

}  // namespace huiying::app
