// docs/workflow.md and board/workflow say the same, in both directions.
#include "workflow_document.hpp"

#include "catch.hpp"
#include "situations.hpp"
#include "source_folder.hpp"

#include <fstream>
#include <sstream>

using namespace huiying;
using test::differences;
using test::parse_workflow;

namespace {

std::string read_document() {
    std::ifstream file(test::source_folder() + "/docs/workflow.md");
    REQUIRE(file);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::string& document() {
    static const auto kText = read_document();
    return kText;
}

/// The document with one passage changed.
std::string altered(const std::string& from, const std::string& to) {
    auto text = document();
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string lines(const std::vector<std::string>& all) {
    std::string text;
    for (const auto& line : all)
        text += line + "\n";
    return text;
}

}  // namespace

TEST_CASE(
    "docs/workflow.md has every state, move and party that the code has, and no other", "[workflow]"
) {
    const auto found = differences(parse_workflow(document()).moves, test::moves_of_the_code());
    INFO(lines(found));
    CHECK(found.empty());
}

TEST_CASE("docs/workflow.md names the states as the code does", "[workflow]") {
    const auto found = differences(parse_workflow(document()).states, test::states_of_the_code());
    INFO(lines(found));
    CHECK(found.empty());
}

TEST_CASE("docs/workflow.md and the code stop the same clocks by the same events", "[workflow]") {
    const auto found = differences(parse_workflow(document()).events, test::events_of_the_code());
    INFO(lines(found));
    CHECK(found.empty());
}

TEST_CASE("docs/workflow.md and the code have the same ladder", "[workflow]") {
    const auto found = differences(parse_workflow(document()).rungs, test::rungs_of_the_code());
    INFO(lines(found));
    CHECK(found.empty());
}

TEST_CASE("a document that says more, less or otherwise is found out", "[workflow]") {
    static const auto kCode = test::moves_of_the_code();
    const auto found = [](const std::string& text) {
        return differences(parse_workflow(text).moves, kCode).size();
    };
    REQUIRE(found(document()) == 0);
    // a party too few, too many, a condition dropped
    CHECK(found(altered("| `sign` 签收 | | ● |", "| `sign` 签收 | | |")) == 1);
    CHECK(found(altered("| `sign` 签收 | | ● |", "| `sign` 签收 | ● | ● |")) == 1);
    CHECK(found(altered("| `pause` 中止 | ○ |", "| `pause` 中止 | ● |")) == 3);
    // a target too few, too many
    CHECK(found(altered("| `approved` `in_second_review` |", "| `approved` |")) == 1);
    CHECK(found(altered("| `withdrawn` | at number", "| `withdrawn` `closed` | at number")) == 12);
    // a move in one and not in the other
    const std::string archive = "| `archive` 归档 | ● | | | | | | ● | | ● | `archived` | [10] |\n";
    CHECK(found(altered(archive, "")) == 1);
    CHECK(found(altered("### Over: `archived` `terminated`", "### Over: `archived`")) == 1);
    CHECK(found(altered("`unmerge` 撤销并单", "`unmerge` 拆单")) == 1);
}

TEST_CASE("a move that stands twice for a state is an error of the document", "[workflow]") {
    CHECK_THROWS(parse_workflow(altered("### Over: `archived`", "### Over: `closed` `archived`")));
}

TEST_CASE("a refusal names what somebody may do now, and nothing else", "[workflow]") {
    for (const auto state : model::all_ticket_states()) {
        const auto facts = test::plain_ticket(state);
        std::set<workflow::Move> possible;
        for (const auto move : workflow::all_moves())
            for (const auto party : workflow::all_parties())
                for (const auto& actor : test::people_of(party))
                    if (workflow::may(actor, facts, move))
                        possible.insert(move);
        std::set<workflow::Move> named;
        for (const auto& permitted : workflow::permitted(facts))
            named.insert(permitted.move);
        CAPTURE(model::to_word(state));
        CHECK(named == possible);
    }
}
