// The shipped wordings filled in: what each may name, how much of it fits, what each must have.
// What a citizen wrote is text in them, never a template, and turns no line around. Used by draft,
// desk, web, app. Pure, safe from any thread.
#pragma once

#include "board/draft/reply_stage.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::templates {
class Renderer;
}

namespace huiying::draft {

/// Something that a wording names.
struct ReplyField {
    enum class Lines { one, several };

    std::string_view key;      ///< in the wording: {{number}}
    std::string_view chinese;  ///< in a town's own wording: {{编号}}
    std::string_view sample;   ///< for previews
    Lines lines = Lines::one;
    std::size_t most_letter = 60;  ///< characters that are shown of it, by length
    std::size_t most_chat = 60;
    std::size_t most_sms = 10;
};

[[nodiscard]] const std::vector<ReplyField>& reply_fields();

/// What stands where nobody knows a field's value: "【待填：编号】".
[[nodiscard]] std::string open_mark(const ReplyField& field);

/// By key of reply_fields(); others are left out. A field without a value is false in sections.
using ReplyFields = std::map<std::string, std::string, std::less<>>;

/// "replies/letters/final_reply".
[[nodiscard]] std::string template_of(ReplyStage stage);

/// REQUIRES: exists(form.kind, form.stage). Without control characters and marks that turn writing
/// around; "{{" of a value becomes "｛｛"; what is longer than its field's bound ends in "…".
/// Throws TemplateError where the wording is missing.
[[nodiscard]] std::string write_reply(
    const templates::Renderer& renderer, const ReplyForm& form, const ReplyFields& fields
);

/// Every field that the wording may name, with a made-up value; what fits no such letter is empty.
[[nodiscard]] ReplyFields sample_fields(ReplyStage stage);

/// The wording for a town to change: "{{称呼}}" where a value would stand. Optional parts are in.
[[nodiscard]] std::string as_town_wording(
    const templates::Renderer& renderer, const ReplyForm& form
);

/// Most characters that a wording may come to, whatever it is filled with.
[[nodiscard]] std::size_t most_symbols(ReplyLength length);

/// Blocks without which a text of this form must not go out, in Chinese; empty: all there. Of a
/// decision on an application for information: decision, facts or way, basis, remedies.
[[nodiscard]] std::vector<std::string> missing_blocks(const ReplyForm& form, std::string_view text);

}  // namespace huiying::draft
