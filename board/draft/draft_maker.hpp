// Drafts the reply that a person then edits: the shipped wording of kind, stage and length around
// the best FAQ entry's answer and its source, with the blocks that the kind must have; or, when
// nothing fits, an honest receipt with the promised date and what to find out. Never sent by
// itself. Used by desk. Pure, safe from any thread.
#pragma once

#include "board/draft/reply_stage.hpp"
#include "board/model/calendar.hpp"
#include "board/model/draft.hpp"
#include "board/model/inbound_message.hpp"

#include <string>
#include <string_view>

namespace huiying::knowledge {
class FaqIndex;
struct Sense;
class PassageIndex;
}  // namespace huiying::knowledge

namespace huiying::templates {
class Renderer;
}

namespace huiying::draft {

/// Whether the ticket is restricted to the office: then no entry is proposed.
enum class Restriction { none, restricted };

struct DraftRequest {
    std::string number;
    std::string sender_name;
    std::string subject;
    std::string text;
    model::Kind kind = model::Kind::question;
    Restriction restriction = Restriction::none;
    std::string unit_name;  ///< the responsible unit, or the office while nobody is
    std::string office_name;
    std::string review_organ;  ///< that reviews what the town decides (复议机关)
    ReplyStage stage = ReplyStage::final_reply;
    ReplyLength length = ReplyLength::letter;
    model::DueTimes due;
    std::string document;  ///< id of the policy document that is asked about, or empty
};

/// What a draft may rest on.
struct DraftBasis {
    const knowledge::FaqIndex& entries;
    const knowledge::PassageIndex* passages = nullptr;  ///< nullptr: none is quoted
};

/// Below this probability of being the answer an entry is not worth proposing to a person.
inline constexpr double kMinConfidence = 0.05;

/// Below this probability a passage is not quoted, but for the best of the document that is asked
/// about.
inline constexpr double kMinPassage = 0.05;

/// At most three entries, best first, on whose first the text rests, then the passage that it
/// quotes, word for word with its source, of a document that is in force. Sources empty: nothing
/// was found. `sense`: what the message means, where it is known. Throws TemplateError when a reply
/// template is missing.
[[nodiscard]] model::Draft make_draft(
    const DraftRequest& request,
    const DraftBasis& basis,
    const templates::Renderer& renderer,
    model::Instant now,
    const knowledge::Sense* sense = nullptr
);

/// "李女士，您好：", "李先生，您好：", or "您好：" where the name is no form of address (nicknames,
/// latin letters, platform ids).
[[nodiscard]] std::string greeting(std::string_view sender_name);

/// "2026年11月23日" of an instant in the town's zone.
[[nodiscard]] std::string chinese_date(model::Instant instant);

}  // namespace huiying::draft
