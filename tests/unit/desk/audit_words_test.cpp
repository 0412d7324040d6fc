// Every action that the sources write into the audit has a name in Chinese, and is found under the
// subject where one looks for it.
#include "board/desk/audit_words.hpp"

#include "board/workflow/moves.hpp"
#include "catch.hpp"
#include "source_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace huiying;

namespace {

/// The words in quotation marks that stand as an action in calls of add_audit.
std::set<std::string> audited_actions() {
    const std::regex call("add_audit\\(\\s*[^;\"]*\"([a-z_]*[a-z])\"");
    std::set<std::string> actions;
    for (const auto* const room : {"/board/desk", "/board/store", "/board/web", "/app"}) {
        for (const auto& file : std::filesystem::directory_iterator(test::source_folder() + room)) {
            if (file.path().extension() != ".cpp")
                continue;
            std::ostringstream text;
            text << std::ifstream(file.path()).rdbuf();
            const auto source = text.str();
            for (std::sregex_iterator at(source.begin(), source.end(), call), end; at != end; ++at)
                actions.insert((*at)[1]);
        }
    }
    return actions;
}

bool is_chinese(const std::string& name) {
    return std::any_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80;
    });
}

}  // namespace

TEST_CASE("what is audited has a name in Chinese", "[audit]") {
    const auto actions = audited_actions();
    REQUIRE(actions.size() > 20);
    REQUIRE(actions.count("learn_order") == 1);
    for (const auto& action : actions) {
        if (action == "oidc")  // who did it, not what
            continue;
        CAPTURE(action);
        CHECK(is_chinese(desk::audit_name_of(action)));
    }
}

TEST_CASE("what is no move of a ticket is not filed under the tickets", "[audit]") {
    for (const auto* const action :
         {"use_learnt_order",
          "routing_precision",
          "import_past_tickets",
          "second_factor_reset",
          "bind_identity",
          "catalogue_published"}) {
        CAPTURE(action);
        CHECK(desk::audit_subject_of(action) != desk::AuditSubject::tickets);
    }
}
