// How many accusations in everyday words are recognised, and how many other messages are taken for
// one. resources/accusations.tsv was looked at while the words were chosen, accusations_unseen.tsv
// not.
#include "board/routing/router.hpp"
#include "catch.hpp"
#include "sample_units.hpp"
#include "source_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

using namespace huiying;

namespace {

struct Row {
    bool accuses;
    std::string text;
};

std::vector<Row> rows_of(const std::string& name) {
    std::ifstream file(test::source_folder() + "/tests/unit/routing/resources/" + name);
    std::vector<Row> rows;
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.front() != '#')
            rows.push_back({line.front() == 'A', line.substr(2)});
    }
    return rows;
}

struct Counts {
    double accusations = 0;
    double recognised = 0;
    double others = 0;
    double false_alarms = 0;
};

Counts counted(const std::vector<Row>& rows) {
    const routing::Router router(test::sample_units());
    const bool tells = std::getenv("HUIYING_TELL_MISSES") != nullptr;
    Counts counts;
    for (const auto& row : rows) {
        const auto decision = router.route(test::message_of(row.text));
        (row.accuses ? counts.accusations : counts.others) += 1;
        if (decision.restricted)
            (row.accuses ? counts.recognised : counts.false_alarms) += 1;
        if (tells && decision.restricted != row.accuses)
            std::cout << (row.accuses ? "missed: " : "false alarm: ") << row.text
                      << (row.accuses ? "" : " " + decision.reasons.front()) << '\n';
    }
    return counts;
}

}  // namespace

TEST_CASE("accusations in everyday words are recognised, other messages are not", "[routing]") {
    const auto [name, least_recall] = GENERATE(
        table<std::string, double>({{"accusations.tsv", 0.98}, {"accusations_unseen.tsv", 0.90}})
    );
    const auto counts = counted(rows_of(name));
    REQUIRE(counts.accusations >= 30);
    REQUIRE(counts.others >= 30);
    const double recall = counts.recognised / counts.accusations;
    const double false_alarms = counts.false_alarms / counts.others;
    std::cout << name << ": recall " << recall << ", false alarms " << false_alarms << '\n';
    CHECK(recall >= least_recall);
    CHECK(false_alarms < 0.10);
}
