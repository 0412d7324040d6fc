// Holds the code to the table of rooms in docs/architecture.md.
#include "catch.hpp"
#include "house_plan.hpp"
#include "source_folder.hpp"
#include "source_tree.hpp"

#include <algorithm>
#include <iostream>
#include <stdexcept>

using namespace huiying::architecture;

namespace {

constexpr std::size_t kAimedAt = 300;
constexpr std::size_t kLongest = 400;

const SourceTree& our_tree() {
    static const SourceTree kTree = read_tree(huiying::test::source_folder());
    return kTree;
}

const HousePlan& our_plan() {
    static const HousePlan kPlan =
        parse_plan(read_text(huiying::test::source_folder() + "/docs/architecture.md"));
    return kPlan;
}

void require_none(const Violations& violations) {
    for (const auto& violation : violations)
        UNSCOPED_INFO(violation);
    REQUIRE(violations.empty());
}

bool names(const Violations& violations, const std::string& text) {
    return std::any_of(violations.begin(), violations.end(), [&](const std::string& violation) {
        return violation.find(text) != std::string::npos;
    });
}

/// A small house: `kitchen` uses `cellar`, and only it may cook with hiredis.
const HousePlan& small_plan() {
    static const HousePlan kPlan = parse_plan(
        "Text before.\n"
        "| room | may use | libraries of its own |\n"
        "|---|---|---|\n"
        "| `app` | everything | `CLI` |\n"
        "| `house/cellar` | nothing of ours | `sodium.h` |\n"
        "| `house/kitchen` | `cellar` | `nlohmann`, `boost/system` |\n"
        "\n"
        "| another | table |\n"
    );
    return kPlan;
}

SourceTree small_tree() {
    return {
        {"app/main.cpp", "#include \"house/kitchen/stove.hpp\"\n#include <CLI/CLI.hpp>\n"},
        {"house/cellar/CMakeLists.txt",
         "huiying_module(house/cellar\n  SOURCES wine.cpp\n  HEADERS wine.hpp)\n"},
        {"house/cellar/wine.cpp", "#include \"house/cellar/wine.hpp\"\n#include <sodium.h>\n"},
        {"house/cellar/wine.hpp", "#pragma once\n#include <string>\n"},
        {"house/kitchen/CMakeLists.txt",
         "# pots\nhuiying_module(house/kitchen\n  SOURCES stove.cpp\n  HEADERS stove.hpp\n  USES "
         "cellar\n  LINKS Boost::headers)\n"},
        {"house/kitchen/stove.cpp",
         "#include \"house/cellar/wine.hpp\"\n#include \"kitchen_assets.hpp\"\n#include "
         "<nlohmann/json.hpp>\n#include <unistd.h>\n#include <sys/stat.h>\n"},
        {"house/kitchen/stove.hpp", "#include <boost/system/result.hpp>\n"},
        {"tests/unit/kitchen/stove_test.cpp", "#include <hiredis/hiredis.h>\n"},
    };
}

}  // namespace

TEST_CASE("every C++ file lies in a room of docs/architecture.md", "[architecture]") {
    // A reader that finds nothing would find nothing wrong.
    REQUIRE(our_tree().size() > 200);
    REQUIRE(our_plan().size() > 20);
    require_none(check_folders(our_plan(), our_tree()));
}

TEST_CASE("rooms include only what their rows allow", "[architecture]") {
    require_none(check_includes(our_plan(), our_tree()));
}

TEST_CASE("no header takes the JSON library into another room", "[architecture]") {
    require_none(check_json(our_tree()));
}

TEST_CASE("CMake lets in what the table lets in", "[architecture]") {
    require_none(check_cmake(our_plan(), our_tree()));
}

TEST_CASE("confined libraries stay in their rooms", "[architecture]") {
    require_none(check_confinement(our_plan()));
}

TEST_CASE("file names say what is inside", "[architecture]") {
    require_none(check_names(our_tree()));
}

TEST_CASE("no production file is too long to be read", "[architecture]") {
    for (const auto& file : longer_than(our_tree(), kAimedAt))
        std::cout << "over " << kAimedAt << " lines: " << file << "\n";
    require_none(longer_than(our_tree(), kLongest));
}

TEST_CASE("a house in order gives no violation", "[architecture]") {
    const auto tree = small_tree();
    require_none(check_folders(small_plan(), tree));
    require_none(check_includes(small_plan(), tree));
    require_none(check_json(tree));
    require_none(check_cmake(small_plan(), tree));
    require_none(check_confinement(small_plan()));
    require_none(check_names(tree));
    require_none(longer_than(tree, 10));
}

TEST_CASE("a folder without a row is found, and a row without a folder", "[architecture]") {
    auto tree = small_tree();
    tree["house/attic/trunk.cpp"] = "";
    tree["house/kitchen/drawer/fork.hpp"] = "";
    tree.erase("app/main.cpp");
    const auto found = check_folders(small_plan(), tree);
    REQUIRE(found.size() == 3);
    CHECK(names(found, "house/attic/trunk.cpp"));
    CHECK(names(found, "house/kitchen/drawer/fork.hpp"));
    CHECK(names(found, "app: in the table"));
}

TEST_CASE("a forbidden include is found", "[architecture]") {
    auto tree = small_tree();
    std::string fault;
    SECTION("against the arrows") {
        tree["house/cellar/wine.cpp"] += "#include \"house/kitchen/stove.hpp\"\n";
        fault = "wine.cpp: house/kitchen/stove.hpp is not in the row";
    }
    SECTION("with spaces, in a header") {
        tree["house/cellar/wine.hpp"] += "  #  include \"app/main.hpp\"\n";
        fault = "wine.hpp: app/main.hpp is not in the row";
    }
    SECTION("by the parent folder") {
        tree["house/kitchen/stove.cpp"] += "#include \"../cellar/wine.hpp\"\n";
        fault = "goes round";
    }
    SECTION("without the room's path") {
        tree["house/kitchen/stove.cpp"] += "#include \"stove.hpp\"\n";
        fault = "is not named by its room's path";
    }
    SECTION("of a folder that is no room") {
        tree["app/main.cpp"] += "#include \"house/attic/trunk.hpp\"\n";
        fault = "is of no room";
    }
    SECTION("of a library that the row does not name") {
        tree["house/kitchen/stove.cpp"] += "#include <hiredis/hiredis.h>\n";
        fault = "hiredis/hiredis.h is not among the libraries";
    }
    SECTION("of a part of a library of which the row names another") {
        tree["house/kitchen/stove.cpp"] += "#include <boost/asio/post.hpp>\n";
        fault = "boost/asio/post.hpp is not among the libraries";
    }
    SECTION("of a library, by the program") {
        tree["app/main.cpp"] += "#include <sqlite3.h>\n";
        fault = "sqlite3.h is not among the libraries of app";
    }
    const auto found = check_includes(small_plan(), tree);
    REQUIRE(found.size() == 1);
    CHECK(names(found, fault));
}

TEST_CASE("JSON may be in a room's private header only", "[architecture]") {
    auto tree = small_tree();
    tree["house/kitchen/recipe.hpp"] = "#include <nlohmann/json.hpp>\n";
    tree["house/kitchen/stove.hpp"] += "#include \"house/kitchen/recipe.hpp\"\n";
    tree["app/main.cpp"] = "";
    require_none(check_json(tree));
    tree["app/main.cpp"] = "#include \"house/kitchen/stove.hpp\"\n";
    CHECK(names(check_json(tree), "app/main.cpp: house/kitchen/stove.hpp brings JSON"));
}

TEST_CASE("CMake that says something else than the table is found", "[architecture]") {
    auto tree = small_tree();
    auto& kitchen = tree["house/kitchen/CMakeLists.txt"];
    SECTION("an arrow more") {
        tree["house/cellar/CMakeLists.txt"] =
            "huiying_module(house/cellar SOURCES wine.cpp USES kitchen)\n";
    }
    SECTION("an arrow fewer") {
        kitchen.replace(kitchen.find("USES cellar"), 11, "");
    }
    SECTION("an arrow in a comment") {
        kitchen.replace(kitchen.find("USES cellar"), 11, "# USES cellar");
    }
    SECTION("no call at all") {
        kitchen = "add_library(kitchen stove.cpp)\n";
    }
    CHECK(check_cmake(small_plan(), tree).size() == 1);
}

TEST_CASE("a row that lets a confined library out is found", "[architecture]") {
    auto plan = small_plan();
    plan["house/kitchen"].libraries.insert("hiredis");
    plan["house/cellar"].libraries.insert("boost");
    const auto found = check_confinement(plan);
    CHECK(names(found, "row of house/kitchen: hiredis belongs to queue"));
    CHECK(names(found, "row of house/cellar: boost belongs to http queue"));
}

TEST_CASE("a name that says nothing is found, also in the tests", "[architecture]") {
    auto tree = small_tree();
    tree["house/kitchen/stove_manager.hpp"] = "";
    tree["tests/unit/kitchen/util.hpp"] = "";
    tree["house/cellar/base64.cpp"] = "";
    const auto found = check_names(tree);
    REQUIRE(found.size() == 2);
    CHECK(names(found, "stove_manager.hpp"));
    CHECK(names(found, "util.hpp"));
}

TEST_CASE("a long file is found, but a long test may be", "[architecture]") {
    auto tree = small_tree();
    const std::string lines(11, '\n');
    tree["app/main.cpp"] = lines;
    tree["tests/unit/kitchen/stove_test.cpp"] = lines;
    const auto found = longer_than(tree, 10);
    REQUIRE(found.size() == 1);
    CHECK(found.front() == "app/main.cpp: 11 lines");
}

TEST_CASE(
    "a document without the table, or with an unknown room in it, is refused", "[architecture]"
) {
    CHECK_THROWS_AS(parse_plan("no table here"), std::runtime_error);
    CHECK_THROWS_AS(
        parse_plan("| room | may use | libraries of its own |\n|---|---|---|\n| `a` | `b` | |\n"),
        std::runtime_error
    );
}
