// `huiying import faq`: entries of a knowledge base from an XLSX, CSV, JSON or JSON Lines file,
// each line taken or refused with its reason. Used by main.
#pragma once

#include "config/settings.hpp"

#include <functional>
#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming)
class App;
}

namespace huiying::app {

struct FaqImport {
    std::string file;          ///< XLSX, CSV, JSON or JSON Lines
    bool dry_run = false;      ///< only say what would be done
    bool replace = false;      ///< entries that are there already are written over
    bool keep_review = false;  ///< as the file says
    bool all_or_none = false;
};

/// Adds the command below `import`, which is made where it is not there yet.
void add_faq_import(
    CLI::App& command, const std::function<config::Settings()>& settings, std::function<int()>& run
);

/// What is new or changed comes in as a draft, unless review states are kept: nothing answers
/// anybody before a person has reviewed it. Prints a line for each that is refused, and how many
/// were taken. 0: all; 1: some were refused.
int import_faq(const config::Settings& settings, const FaqImport& wanted);

}  // namespace huiying::app
