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
    std::int64_t id = 0;
    std::string title;
    std::string text;
    std::vector<std::string> open;  ///< names that nobody has filled in
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
    /// Those in use for the ticket's unit, filled in. Errors: not_found.
    [[nodiscard]] model::Result<std::vector<FilledTemplate>> filled_for(
        const model::Staff& staff, const std::string& number
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
