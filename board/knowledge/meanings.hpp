// What entries and a question mean, as vectors that came from elsewhere: values, computed by
// nobody here. They put found entries in another order and say nothing about how sure an answer is
// (docs/adr/0016). Used by desk and the conversation. Pure; immutable, safe from any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace huiying::knowledge {

/// Of length 1: the product of two is their cosine.
using Vector = std::vector<float>;

class Meanings {
  public:
    /// One text of an entry: its question, a variant, its answer.
    struct Row {
        std::string entry;  ///< FaqEntry::id
        std::shared_ptr<const Vector> vector;
    };

    /// Rows of another length than the first one's are left out.
    explicit Meanings(std::vector<Row> rows);

    /// Of the entry's texts the one that means the most alike, -1 to 1; nullopt: the entry has
    /// none, or the vector another length.
    [[nodiscard]] std::optional<double> likeness(std::string_view entry, const Vector& asked) const;

    [[nodiscard]] std::size_t dimensions() const { return dimensions_; }

    [[nodiscard]] std::size_t entries() const { return vectors_.size(); }

  private:
    std::unordered_map<std::string, std::vector<std::shared_ptr<const Vector>>> vectors_;
    std::size_t dimensions_ = 0;
};

/// A question's vector, and those of the entries by the same model.
struct Sense {
    Vector asked;
    std::shared_ptr<const Meanings> entries;
};

/// Places of the entries in another order: reciprocal ranks of the order they came in and of how
/// alike they mean, added (k = 60, Cormack, Clarke and Buettcher 2009), the second weighing a tenth
/// more. Those without a vector keep the rank that they came with. `entries`: ids, best
/// first.
[[nodiscard]] std::vector<std::size_t> order_by_sense(
    const std::vector<std::string_view>& entries, const Sense& sense
);

}  // namespace huiying::knowledge
