// `huiying eval replies`: how well the check of evasive replies tells the labelled ones apart. Used
// by main.
#pragma once

#include <functional>

namespace CLI {  // NOLINT(readability-identifier-naming)
class App;
}

namespace huiying::app {

/// Adds the command to `eval`. Lines {id, message, reply, evasive: true | false}; prints one JSON
/// object: replies, evasive, auc; at the product's bound `found` of the evasive ones and
/// `false_alarms` of the others, as shares.
void add_reply_eval(CLI::App& eval, std::function<int()>& run);

}  // namespace huiying::app
