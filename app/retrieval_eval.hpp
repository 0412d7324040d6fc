// `huiying eval retrieval`: how well the product's own index finds and answers, on any questions
// with known answers. Used by main.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming)
class App;
}

namespace huiying::app {

struct RetrievalEval {
    std::string faq;      ///< JSON Lines {id, question, answer?, variants?}
    std::string queries;  ///< JSON Lines {id, text, relevant: [ids]}; none: nothing answers it
    std::optional<double> sure;  ///< instead of the usual bound of sure answers
    bool curve = false;          ///< precision and coverage for every bound as well
    std::string embeddings_url;  ///< re-ranks by an endpoint's vectors; empty: by words alone
    std::string embeddings_model;
    std::string embeddings_key_file;
    bool learn = false;  ///< by weights learnt from the other questions
};

/// Adds the command to `eval`.
void add_retrieval_eval(CLI::App& eval, std::function<int()>& run);

/// Prints one JSON object. Throws std::runtime_error naming file and line for what cannot be read.
int evaluate_retrieval(const RetrievalEval& wanted);

}  // namespace huiying::app
