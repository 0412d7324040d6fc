// The town's own wordings for replies: kept by administrators, filled in for a ticket. Thread rule:
// safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/reply_template.hpp"
#include "board/model/staff.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {

/// What a template may name; anything else stands open for whoever writes.
inline constexpr std::array<std::string_view, 8> kTemplateNames{
    "称呼", "编号", "标题", "收到日期", "答复期限", "今天", "承办单位", "地点"};

struct FilledTemplate {
    std::int64_t id = 0;  ///< 0: a shipped one
    std::string title;
    std::string text;
    std::vector<std::string> open;  ///< names that nobody has filled in
    std::string stage;              ///< word of a shipped one's stage; "": the town's own
};

/// A shipped wording as it looks, and as a town may make it its own.
struct ShippedTemplate {
    std::string stage;    ///< word
    std::string title;    ///< Chinese
    std::string sample;   ///< filled in with made-up values
    std::string wording;  ///< with {{称呼}} and so on
};

struct ShippedList {
    struct Named {
        std::string word;
        std::string name;  ///< Chinese
    };

    std::vector<ShippedTemplate> items;
    std::vector<Named> kinds;
    std::vector<Named> lengths;
};

class ReplyTemplates {
  public:
    explicit ReplyTemplates(DeskUses uses) : uses_(std::move(uses)) {}

    [[nodiscard]] std::vector<model::ReplyTemplate> all() const;
    /// Errors: empty_text, text_too_long (title, wording), bad_request (wording: cannot be read;
    /// unit: no such unit), not_found (another than 0 as id).
    [[nodiscard]] model::Result<model::ReplyTemplate> keep(
        const model::Staff& staff, model::ReplyTemplate entry
    );
    /// Those in use for the ticket's unit, filled in; after them the shipped ones for its kind and
    /// at its channel's length, beginning with the final reply. Errors: not_found.
    [[nodiscard]] model::Result<std::vector<FilledTemplate>> filled_for(
        const model::Staff& staff, const std::string& number
    ) const;
    /// Every stage of a kind ("complaint") at a length ("letter", "chat", "sms"); "": the first.
    /// No items where the process has no renderer. Errors: bad_request (kind, length).
    [[nodiscard]] model::Result<ShippedList> shipped(
        const std::string& kind, const std::string& length
    ) const;
    /// A wording filled in for a ticket, or with "" for one that is made up. Errors: not_found,
    /// bad_request (wording).
    [[nodiscard]] model::Result<FilledTemplate> preview(
        const model::Staff& staff, const std::string& wording, const std::string& number
    ) const;

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
