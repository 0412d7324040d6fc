// judgement_bench [ENTRIES] [BESIDE] [QUESTIONS]: the product's own index over ENTRIES made-up
// entries on one core: questions of up to 40 symbols and long messages (processor time of the
// thread), an edit (by the clock on the wall), memory, how often the right entry is first. Beside
// it, on the first BESIDE entries and in the same run, Xapian and SQLite FTS5. Exit 1 when the p99
// of the short questions is over the floor: 5 ms up to 100,000 entries, 30 ms above; of long
// messages five times that; of an edit one second.
#include "board/knowledge/faq_index.hpp"
#include "judgement_engines.hpp"
#include "synthetic_faq.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <time.h>

namespace {

using namespace huiying;
using Clock = std::chrono::steady_clock;
using Ask = std::function<std::string(const std::string&)>;

struct Question {
    std::string text;
    std::string entry;
};

struct Times {
    double p50_ms = 0;
    double p99_ms = 0;
    double right = 0;
};

/// Of this thread on the processor, in milliseconds: what others run beside does not count.
double busy() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double milliseconds_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Megabytes resident.
double resident() {
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line))
        if (line.starts_with("VmRSS:"))
            return std::strtod(line.c_str() + 6, nullptr) / 1024;
    return 0;
}

Times ask_all(const std::vector<Question>& questions, const Ask& ask) {
    std::vector<double> times;
    double right = 0;
    for (const auto& question : questions) {
        const double begin = busy();
        const auto found = ask(question.text);
        times.push_back(busy() - begin);
        right += found == question.entry ? 1 : 0;
    }
    std::sort(times.begin(), times.end());
    return {
        times[times.size() / 2],
        times[times.size() * 99 / 100],
        right / static_cast<double>(questions.size())};
}

void print(const char* engine, const char* what, std::size_t entries, const Times& times) {
    std::printf(
        "%-8s %8zu entries, %-5s: p50 %8.3f ms, p99 %8.3f ms, right entry first %.3f\n",
        engine,
        entries,
        what,
        times.p50_ms,
        times.p99_ms,
        times.right
    );
    std::fflush(stdout);
}

struct Asked {
    std::vector<Question> brief;
    std::vector<Question> lengthy;
};

Asked questions_about(
    bench::SyntheticFaq& source, const std::vector<model::FaqEntry>& entries, std::size_t count
) {
    Asked asked;
    for (std::size_t at = 0; at < count; ++at) {
        const auto& entry = entries[at * (entries.size() / count)];
        asked.brief.push_back({source.short_question(entry), entry.id});
        asked.lengthy.push_back({source.long_message(entry), entry.id});
    }
    return asked;
}

bool own(const std::vector<model::FaqEntry>& entries, const Asked& asked) {
    const double before = resident();
    const auto begin = Clock::now();
    const knowledge::FaqIndex index(entries);
    const double built = milliseconds_since(begin);
    std::printf(
        "huiying  %8zu entries, built in %.1f s, index %.0f MB, process grew by %.0f MB with the "
        "entries' own texts\n",
        entries.size(),
        built / 1e3,
        static_cast<double>(index.bytes()) / 1e6,
        resident() - before
    );
    const Ask ask = [&](const std::string& text) {
        const auto hits = index.search(text, 10);
        return hits.empty() ? std::string() : hits.front().entry;
    };
    const auto brief = ask_all(asked.brief, ask);
    const auto lengthy = ask_all(asked.lengthy, ask);
    print("huiying", "short", entries.size(), brief);
    print("huiying", "long", entries.size(), lengthy);
    auto edited = entries;
    edited[edited.size() / 2].question = "羽毛球馆周末开放时间";
    const auto edit = Clock::now();
    const auto changed = index.changed(std::move(edited));
    const bool is_found =
        changed.search("羽毛球馆周末").front().entry == entries[entries.size() / 2].id;
    const double took = milliseconds_since(edit);
    std::printf("huiying  an edit is searchable after %.0f ms\n", took);
    const double floor = entries.size() <= 100'000 ? 5 : 30;
    return brief.p99_ms <= floor && lengthy.p99_ms <= 5 * floor && took < 1'000 && is_found;
}

void beside(
    const char* name,
    bench::Engine& engine,
    const std::vector<model::FaqEntry>& entries,
    const Asked& asked
) {
    const auto begin = Clock::now();
    for (const auto& entry : entries)
        engine.add(entry);
    engine.finish();
    std::printf(
        "%-8s %8zu entries, built in %.1f s\n",
        name,
        entries.size(),
        milliseconds_since(begin) / 1e3
    );
    const Ask ask = [&](const std::string& text) { return engine.best(text); };
    print(name, "short", entries.size(), ask_all(asked.brief, ask));
    print(name, "long", entries.size(), ask_all(asked.lengthy, ask));
}

std::size_t argument(int count, char** values, int place, std::size_t fallback) {
    return count > place ? std::strtoull(values[place], nullptr, 10) : fallback;
}

}  // namespace

int main(int count, char** values) {
    const auto number = argument(count, values, 1, 100'000);
    const auto few = std::min(argument(count, values, 2, 20'000), number);
    const auto questions = argument(count, values, 3, 500);
    bench::SyntheticFaq source(1);
    std::vector<model::FaqEntry> entries;
    for (std::size_t at = 0; at < number; ++at)
        entries.push_back(source.entry(at));
    const bool is_fast = own(entries, questions_about(source, entries, questions));
    if (few > 0) {
        entries.resize(few);
        const auto asked = questions_about(source, entries, std::min<std::size_t>(questions, 200));
        own(entries, asked);
        beside("xapian", *bench::xapian_engine(), entries, asked);
        beside("fts5", *bench::fts5_engine(), entries, asked);
    }
    return is_fast ? 0 : 1;
}
