// `huiying eval routing`: trains the router's text model on one file of labelled texts and measures
// it on another. Used by main; one thread, reads files, no record.
#pragma once

#include <string>

namespace huiying::app {

struct RoutingEval {
    std::string train;  ///< JSON lines {id, text, label}
    std::string test;
};

/// Prints one JSON object. Exit 0; 1 with file, line and what is allowed for a line that cannot be
/// read, an empty file, or a file that is not there.
int eval_routing(const RoutingEval& files);

}  // namespace huiying::app
