#include "board/language_model/embedding_client.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::language_model {
namespace {

using nlohmann::json;
using Vector = std::vector<float>;

constexpr std::size_t kMostDimensions = 16'384;

std::string request_of(const std::string& model, const std::vector<std::string>& texts) {
    return json{{"model", model}, {"input", texts}, {"encoding_format", "float"}}.dump(
        -1, ' ', false, json::error_handler_t::replace
    );
}

/// To length 1, so that the product of two is their cosine. False for one that points nowhere.
bool make_unit(Vector& vector) {
    double sum = 0;
    for (const float part : vector)
        sum += static_cast<double>(part) * part;
    const double length = std::sqrt(sum);
    if (!std::isfinite(length) || length <= 0)
        return false;
    for (float& part : vector)
        part = static_cast<float>(part / length);
    return true;
}

/// wrong_shape for what is no list of numbers.
Fault read_vector(const json& embedding, Vector& vector) {
    if (!embedding.is_array() || embedding.empty() || embedding.size() > kMostDimensions)
        return Fault::wrong_shape;
    vector.reserve(embedding.size());
    for (const auto& part : embedding) {
        if (!part.is_number())
            return Fault::wrong_shape;
        vector.push_back(part.get<float>());
    }
    return make_unit(vector) ? Fault::none : Fault::wrong_shape;
}

/// Where the row says that it belongs; its own place where it says nothing.
std::size_t place_of(const json& row, std::size_t otherwise) {
    const auto index = row.find("index");
    if (index == row.end() || !index->is_number_unsigned())
        return otherwise;
    return static_cast<std::size_t>(index->get<std::uint64_t>());
}

/// Puts the rows of an answer in the order of the texts.
Fault read_rows(const std::string& body, std::vector<Vector>& rows) {
    const auto answer = json::parse(body, nullptr, false);
    if (answer.is_discarded())
        return Fault::not_json;
    const auto found = answer.is_object() ? answer.find("data") : answer.end();
    if (!answer.is_object() || found == answer.end() || !found->is_array() ||
        found->size() != rows.size())
        return Fault::wrong_shape;
    for (std::size_t at = 0; at < found->size(); ++at) {
        const auto& row = (*found)[at];
        if (!row.is_object() || !row.contains("embedding"))
            return Fault::wrong_shape;
        const auto place = place_of(row, at);
        if (place >= rows.size() || !rows[place].empty())
            return Fault::wrong_shape;
        if (const auto fault = read_vector(row["embedding"], rows[place]); fault != Fault::none)
            return fault;
    }
    return Fault::none;
}

}  // namespace

EmbeddingClient::EmbeddingClient(EmbeddingSettings settings, Post post)
    : settings_(std::move(settings)), endpoint_(settings_.endpoint, std::move(post)) {}

Fault EmbeddingClient::embed_batch(
    const std::vector<std::string>& batch, std::vector<Vector>& vectors
) const {
    const auto answer = endpoint_.ask(request_of(endpoint_.model(), batch));
    if (answer.fault != Fault::none)
        return answer.fault;
    std::vector<Vector> rows(batch.size());
    if (const auto fault = read_rows(answer.body, rows); fault != Fault::none)
        return fault;
    auto expected = settings_.dimensions;
    if (expected == 0)
        expected = vectors.empty() ? rows.front().size() : vectors.front().size();
    for (auto& row : rows) {
        if (row.size() != expected)
            return Fault::wrong_dimensions;
        vectors.push_back(std::move(row));
    }
    return Fault::none;
}

Embedded EmbeddingClient::embed(const std::vector<std::string>& texts) const {
    if (!is_on())
        return {Fault::off, {}};
    Embedded embedded;
    embedded.vectors.reserve(texts.size());
    const auto batch = std::max<std::size_t>(settings_.batch, 1);
    for (std::size_t begin = 0; begin < texts.size(); begin += batch) {
        const auto end = std::min(begin + batch, texts.size());
        const std::vector<std::string> some(
            texts.begin() + static_cast<std::ptrdiff_t>(begin),
            texts.begin() + static_cast<std::ptrdiff_t>(end)
        );
        if (const auto fault = embed_batch(some, embedded.vectors); fault != Fault::none)
            return {fault, {}};
    }
    return embedded;
}

}  // namespace huiying::language_model
