// What questions with known answers mean, asked of an endpoint that a command names. Used by
// retrieval_eval.
#pragma once

#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/meanings.hpp"
#include "board/knowledge/retrieval_figures.hpp"

#include <string>
#include <vector>

namespace huiying::app {

struct EmbeddingsAsked {
    std::string url;
    std::string model;
    std::string key_file;  ///< its first line is the key; empty: none
};

/// One a question, in their order, against all entries of the index; texts leave as those of a
/// running town do. Throws std::runtime_error where the endpoint gives none: a measurement has
/// nothing to fall back on.
[[nodiscard]] std::vector<knowledge::Sense> measured_senses(
    const EmbeddingsAsked& asked,
    const knowledge::FaqIndex& index,
    const std::vector<knowledge::KnownQuestion>& questions
);

}  // namespace huiying::app
