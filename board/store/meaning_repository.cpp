#include "board/store/meaning_repository.hpp"

#include "board/store/database.hpp"

#include <bit>
#include <cstring>

namespace huiying::store {
namespace {

static_assert(std::endian::native == std::endian::little, "vectors are kept as they are");

std::string bytes_of(const std::vector<float>& vector) {
    std::string bytes(vector.size() * sizeof(float), '\0');
    if (!vector.empty())
        std::memcpy(bytes.data(), vector.data(), bytes.size());
    return bytes;
}

std::vector<float> vector_of(const std::string& bytes) {
    std::vector<float> vector(bytes.size() / sizeof(float));
    if (!vector.empty())
        std::memcpy(vector.data(), bytes.data(), vector.size() * sizeof(float));
    return vector;
}

}  // namespace

std::vector<Meaning> MeaningRepository::of(const std::string& model) {
    auto rows = connection_.query("select hash, vector from meaning where model = ?", model);
    std::vector<Meaning> found;
    while (rows.next())
        found.push_back({rows.text(0), vector_of(rows.text(1))});
    return found;
}

void MeaningRepository::add(const std::string& model, const Meaning& meaning, model::Instant now) {
    connection_.run(
        "insert or replace into meaning (model, hash, vector, at) values (?, ?, cast(? as blob), "
        "?)",
        model,
        meaning.hash,
        bytes_of(meaning.vector),
        model::to_unix_ms(now)
    );
}

}  // namespace huiying::store
