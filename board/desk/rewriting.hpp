// A reply's wording, smoothed by a language model for the person who writes it: offered beside the
// plain text, never put in its place, never sent. The model sees the draft and the entries it rests
// on, without personal details and without the citizen's words; every sentence that it gives back
// is checked against these (board/draft/rewrite_check). What a person takes is kept with the ticket
// and labelled (人工智能生成合成内容标识办法, in force 2025-09-01, article 4). Used by web. Thread
// rule: safe from any thread; blocks for the model's time limit.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// Said to the citizen at the end of a reply that has sentences of a model in it.
inline constexpr std::string_view kGeneratedLabel =
    "（本答复的文字由人工智能辅助润色，已经工作人员核对。）";

/// Writes by an order and a text; nullopt where it does not, for whatever reason.
using WriteByModel =
    std::function<std::optional<std::string>(const std::string& order, const std::string& text)>;

struct RewritingModel {
    std::string name;    ///< as the endpoint calls it; kept with what it wrote
    WriteByModel write;  ///< empty: off
};

struct RewrittenSentence {
    std::string text;  ///< with the white space after it
    bool supported = false;
    std::string why;  ///< Chinese; empty where supported
};

struct Rewritten {
    std::int64_t id = 0;
    std::string text;  ///< what may be taken: supported sentences, and the label below them
    std::vector<RewrittenSentence> sentences;  ///< all that was written
    std::vector<std::string>
        left_out;  ///< clauses of the plain text of which it lost a figure or name
};

struct TakenRewriting {
    std::string model;
    std::string by;  ///< login
    model::Instant at{};
};

struct RewritingStanding {
    bool is_on = false;                   ///< may be asked for, of this ticket, by this person
    std::optional<TakenRewriting> taken;  ///< in this round, the latest
};

class Rewriting {
  public:
    Rewriting(DeskUses uses, RewritingModel model);

    /// Errors: not_found.
    [[nodiscard]] model::Result<RewritingStanding> standing(
        const model::Staff& staff, const std::string& number
    ) const;

    /// nullopt: not now, for whatever reason; the plain text stands. Restricted tickets never leave
    /// the house. Errors: not_found, forbidden (who may not write the reply), empty_text,
    /// text_too_long.
    [[nodiscard]] model::Result<std::optional<Rewritten>> rewrite(
        const model::Staff& staff, const std::string& number, const std::string& text
    );

    /// The person puts it into the reply: a row in the ticket's history and in the audit. Again
    /// changes nothing. Errors: not_found (also what somebody else was offered), forbidden.
    [[nodiscard]] model::Result<void> take(
        const model::Staff& staff, const std::string& number, std::int64_t id
    );

  private:
    const DeskUses uses_;
    const RewritingModel model_;
    std::atomic<int> under_way_{0};
};

}  // namespace huiying::desk
