// Vectors of texts from an OpenAI-compatible /v1/embeddings (platform.openai.com/docs/api-reference
// /embeddings: {model, input[], encoding_format} -> {data: [{index, embedding[]}]}). Used by app,
// which hands the vectors to desk and knowledge as values. Thread rule: safe from any thread;
// blocks for the client's time limit, each batch and try.
#pragma once

#include "board/language_model/endpoint.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace huiying::language_model {

struct EmbeddingSettings {
    EndpointSettings endpoint;
    std::size_t batch = 32;      ///< texts in one request
    std::size_t dimensions = 0;  ///< what every vector must have; 0: what the first one has
};

struct Embedded {
    Fault fault = Fault::none;
    /// One a text, in their order, each of length 1 and the same dimensions; empty with a fault.
    std::vector<std::vector<float>> vectors;
};

class EmbeddingClient {
  public:
    EmbeddingClient(EmbeddingSettings settings, Post post);

    [[nodiscard]] bool is_on() const { return endpoint_.is_on(); }

    [[nodiscard]] const std::string& model() const { return endpoint_.model(); }

    /// All or none: a fault of one batch is the fault of the whole. Texts in valid UTF-8; an empty
    /// list is answered without asking.
    [[nodiscard]] Embedded embed(const std::vector<std::string>& texts) const;

  private:
    [[nodiscard]] Fault embed_batch(
        const std::vector<std::string>& batch, std::vector<std::vector<float>>& vectors
    ) const;

    const EmbeddingSettings settings_;
    const Endpoint endpoint_;
};

}  // namespace huiying::language_model
