// What the town's entries mean: vectors of their texts by a model, kept in the record by the hash
// of the text, so that a start asks for nothing again; and the sense of a question. Texts leave
// masked (text/masking). Used by app: one thread steps, any thread asks. Blocking.
#pragma once

#include "board/desk/sense.hpp"
#include "board/model/instant.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huiying::knowledge {
class Meanings;
}

namespace huiying::model {
struct FaqEntry;
}

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

/// Vectors of texts in their order, each of length 1; nullopt where the endpoint gave none.
using Embed =
    std::function<std::optional<std::vector<std::vector<float>>>(const std::vector<std::string>&)>;

/// What an endpoint gave for texts of entries.
struct EmbeddedEntries {
    std::vector<std::vector<float>> vectors;  ///< as of Embed; empty: it gave none
    bool is_refused = false;                  ///< it answered, and would not have these texts
};

using EmbedEntries = std::function<EmbeddedEntries(const std::vector<std::string>&)>;

/// Which of the two this process does with texts that have no vector yet.
enum class Missing {
    ask,   ///< asks the endpoint for them and keeps them
    await  ///< another process asks; this one reads what it kept
};

struct EntryMeaningsUses {
    store::Database& database;
    const Town& town;
    const model::Clock& clock;
    std::string model;           ///< as the endpoint calls it
    EmbedEntries embed_entries;  ///< patient
    Embed embed_question;        ///< with a strict time limit
    /// A question's vector had another length than the entries'.
    std::function<void()> on_wrong_length = {};
    /// The endpoint refuses whatever it is asked: it should be left alone for a while.
    std::function<void()> on_all_refused = {};
};

class EntryMeanings {
  public:
    EntryMeanings(EntryMeaningsUses uses, Missing missing);

    /// Follows the town's entries: reads kept vectors, asks for at most one batch of missing ones;
    /// where that is refused, for its texts one by one, and never again for those that it will not
    /// have. True when something was asked and given, so that the next step may come at once.
    /// Throws StoreUnavailable.
    bool step();

    /// The sense of each text. nullptr for all: no vectors of entries yet, or no answer in time.
    [[nodiscard]] std::vector<SensePtr> of(const std::vector<std::string>& texts) const;

    /// How many texts of entries have a vector, and have none yet.
    struct Count {
        std::size_t known = 0;
        std::size_t missing = 0;
    };

    [[nodiscard]] Count count() const;

  private:
    struct Text {
        std::string entry;
        std::string hash;
        std::string text;
    };

    void follow_town();
    void read_kept();
    [[nodiscard]] std::vector<Text> some_missing() const;
    [[nodiscard]] bool ask(const std::vector<Text>& asked);
    [[nodiscard]] bool ask_singly(const std::vector<Text>& asked);
    void keep(const std::vector<Text>& asked, std::vector<std::vector<float>> vectors);
    void hold();

    const EntryMeaningsUses uses_;
    const Missing missing_;

    // Of the one thread that steps.
    std::int64_t revision_ = -1;
    std::vector<Text> texts_;
    std::map<std::string, std::shared_ptr<const std::vector<float>>> known_;  // by hash
    std::set<std::string> refused_;  // hashes of texts that the endpoint will not have
    int batches_not_held_ = 0;

    mutable std::mutex mutex_;  // guards the members below
    std::shared_ptr<const knowledge::Meanings> meanings_;
    Count count_;
};

/// Texts of an entry that get a vector each: question, variants, answer.
[[nodiscard]] std::vector<std::string> texts_with_meaning(const model::FaqEntry& entry);

/// A question or a letter as it is sent: its head, personal details masked.
[[nodiscard]] std::string asked_of_model(const std::string& text);

}  // namespace huiying::desk
