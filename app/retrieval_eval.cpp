#include "app/retrieval_eval.hpp"

#include "app/measured_senses.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/lessons.hpp"
#include "board/knowledge/meanings.hpp"
#include "board/knowledge/retrieval_figures.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <unordered_map>

namespace huiying::app {
namespace {

using knowledge::BoundFigures;
using knowledge::KnownQuestion;
using knowledge::RetrievalFigures;
using nlohmann::json;

constexpr const char* kFaqForm = R"({"id","question","answer"?,"variants"?})";
constexpr const char* kQueryForm = R"({"id","text","relevant":[…]})";

/// A line of a file that is wrong.
std::runtime_error wrong(const std::string& place, const std::string& why, const char* form) {
    return std::runtime_error(place + "：" + why + "。每行一个 JSON 对象：" + form);
}

/// Reads one field of a line, or says what is the matter with it.
class Line {
  public:
    Line(const std::string& text, std::string place, const char* form)
        : place_(std::move(place)), form_(form), value_(json::parse(text, nullptr, false)) {
        if (!value_.is_object())
            throw wrong(place_, "不是 JSON 对象", form_);
    }

    [[nodiscard]] std::string id() const { return word(require("id"), "id"); }

    [[nodiscard]] std::string text(const char* key) const {
        const auto& found = require(key);
        if (!found.is_string())
            throw wrong(place_, quoted(key) + "应为字符串", form_);
        return found.get<std::string>();
    }

    [[nodiscard]] std::string text_or_none(const char* key) const {
        const auto found = value_.find(key);
        return found == value_.end() || found->is_null() ? std::string() : text(key);
    }

    [[nodiscard]] std::vector<std::string> words(const char* key) const {
        const auto& found = require(key);
        if (!found.is_array())
            throw wrong(place_, quoted(key) + "应为数组", form_);
        std::vector<std::string> words;
        for (const auto& one : found)
            words.push_back(word(one, key));
        return words;
    }

    [[nodiscard]] bool has(const char* key) const {
        const auto found = value_.find(key);
        return found != value_.end() && !found->is_null();
    }

  private:
    static std::string quoted(const char* key) { return "“" + std::string(key) + "”"; }

    [[nodiscard]] const json& require(const char* key) const {
        const auto found = value_.find(key);
        if (found == value_.end())
            throw wrong(place_, "缺少" + quoted(key), form_);
        return *found;
    }

    [[nodiscard]] std::string word(const json& value, const char* key) const {
        if (value.is_string())
            return value.get<std::string>();
        if (value.is_number_integer())
            return value.dump();
        throw wrong(place_, quoted(key) + "应为字符串", form_);
    }

    std::string place_;
    const char* form_;
    json value_;
};

/// Calls `take(line)` for each line of the file that is not empty.
template <class Take>
void each_line(const std::string& file, const char* form, Take take) {
    std::ifstream input(file);
    if (!input)
        throw std::runtime_error(file + "：无法打开");
    std::string text;
    for (std::size_t number = 1; std::getline(input, text); ++number) {
        if (text.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const auto place = file + "：第 " + std::to_string(number) + " 行";
        take(Line(text, place, form), place);
    }
}

std::vector<model::FaqEntry> read_entries(const std::string& file) {
    std::vector<model::FaqEntry> entries;
    std::set<std::string> ids;
    each_line(file, kFaqForm, [&](const Line& line, const std::string& place) {
        model::FaqEntry entry;
        entry.id = line.id();
        if (!ids.insert(entry.id).second)
            throw wrong(place, "id “" + entry.id + "” 重复", kFaqForm);
        entry.question = line.text_or_none("question");
        entry.answer = line.text_or_none("answer");
        if (line.has("variants"))
            entry.variants = line.words("variants");
        entry.review = model::FaqReview::reviewed;
        entries.push_back(std::move(entry));
    });
    if (entries.empty())
        throw std::runtime_error(file + "：没有条目");
    return entries;
}

std::vector<KnownQuestion> read_questions(
    const std::string& file, const knowledge::FaqIndex& index
) {
    std::vector<KnownQuestion> questions;
    std::set<std::string> ids;
    each_line(file, kQueryForm, [&](const Line& line, const std::string& place) {
        const auto id = line.id();
        if (!ids.insert(id).second)
            throw wrong(place, "id “" + id + "” 重复", kQueryForm);
        KnownQuestion question{line.text("text"), line.words("relevant")};
        for (const auto& entry : question.answers)
            if (index.find(entry) == nullptr)
                std::cerr << place << "：没有条目 “" << entry << "”，按未找到计\n";
        questions.push_back(std::move(question));
    });
    if (questions.empty())
        throw std::runtime_error(file + "：没有问题");
    return questions;
}

json at_bound(const BoundFigures& figures) {
    return {
        {"precision", figures.precision},
        {"answered", figures.answered},
        {"false_answers", figures.false_answers}};
}

json curve_of(const RetrievalFigures& figures) {
    json curve = json::array();
    for (const auto& point : figures.curve()) {
        auto one = at_bound(point);
        one["bound"] = point.bound;
        curve.push_back(std::move(one));
    }
    return curve;
}

nlohmann::ordered_json figures_json(const RetrievalFigures& figures, double bound) {
    return {
        {"mrr_at_10", figures.mrr_at_10()},
        {"recall_at_1", figures.recall_at(1)},
        {"recall_at_3", figures.recall_at(3)},
        {"recall_at_5", figures.recall_at(5)},
        {"recall_at_10", figures.recall_at(10)},
        {"auto", at_bound(figures.at_bound(bound))},
        {"aurc", figures.aurc()},
        {"queries_per_second", figures.queries_per_second()},
        {"p99_us", figures.p99_us()}};
}

}  // namespace

int evaluate_retrieval(const RetrievalEval& wanted) {
    const knowledge::FaqIndex index(read_entries(wanted.faq));
    const auto questions = read_questions(wanted.queries, index);
    const knowledge::AnswerPolicy policy;
    const auto bound = wanted.sure.value_or(policy.min_confidence);
    std::vector<knowledge::Sense> senses;
    if (!wanted.embeddings_url.empty())
        senses = measured_senses(
            {wanted.embeddings_url, wanted.embeddings_model, wanted.embeddings_key_file},
            index,
            questions
        );
    const auto figures = wanted.learn ? knowledge::measure_learnt(index, questions)
                                      : knowledge::measure_retrieval(index, questions, senses);
    auto report = figures_json(figures, bound);
    if (!senses.empty())
        report["by_words"] = figures_json(knowledge::measure_retrieval(index, questions), bound);
    if (wanted.curve) {
        const auto offered = figures.offers(bound, {policy.min_offer, policy.min_beside});
        report["choose"] = {{"right", offered.right}, {"offered_for_nothing", offered.for_nothing}};
        report["curve"] = curve_of(figures);
        report["entries"] = index.entries().size();
        report["index_bytes"] = index.bytes();
    }
    std::cout << report.dump() << "\n";
    return 0;
}

void add_retrieval_eval(CLI::App& eval, std::function<int()>& run) {
    auto wanted = std::make_shared<RetrievalEval>();
    auto* retrieval = eval.add_subcommand(
        "retrieval", "finding and answering: huiying eval retrieval --faq F.jsonl --queries Q.jsonl"
    );
    retrieval->add_option("--faq", wanted->faq, kFaqForm)->required();
    retrieval->add_option("--queries", wanted->queries, kQueryForm)->required();
    retrieval->add_option("--sure", wanted->sure, "bound of sure answers, 0 to 1")
        ->check(CLI::Range(0.0, 1.0));
    retrieval->add_flag(
        "--curve", wanted->curve, "also precision and coverage at every bound, offers, memory"
    );
    auto* const learn = retrieval->add_flag(
        "--learn",
        wanted->learn,
        "each fifth of the questions by weights learnt from the other four, as a town learns"
    );
    auto* const url = retrieval->add_option(
        "--embeddings-url",
        wanted->embeddings_url,
        "re-rank by the vectors of this OpenAI-compatible address; by_words: without them"
    );
    url->excludes(learn);
    retrieval
        ->add_option("--embeddings-model", wanted->embeddings_model, "its model, as it names it")
        ->needs(url);
    retrieval
        ->add_option(
            "--embeddings-key-file", wanted->embeddings_key_file, "file whose first line is its key"
        )
        ->needs(url);
    retrieval->callback([wanted, &run] { run = [wanted] { return evaluate_retrieval(*wanted); }; });
}

}  // namespace huiying::app
