// Which policy document a ticket asks about (政策留言板), and an entry's keeper who says that it is
// still right although its document ended or changed. Used by web. Thread rule: safe from any
// thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/policy_document.hpp"
#include "board/model/policy_uses.hpp"
#include "board/model/staff.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// The document that a ticket asks about, as it stands now.
struct AskedDocument {
    std::string id;
    std::string title;
    std::string number;
    std::string status;  ///< word of model::DocumentStatus; "draft" where it is not public any more
    std::string by;      ///< login, or "citizen"
};

class DocumentLinks {
  public:
    DocumentLinks(DeskUses uses, Town& town) : uses_(std::move(uses)), town_(town) {}

    /// nullopt: about none. Errors: not_found (also when the ticket is not for this person).
    [[nodiscard]] model::Result<std::optional<AskedDocument>> of(
        const model::Staff& staff, const std::string& number
    ) const;
    /// `document` empty: it asks about none. A draft that nobody has touched is made anew. Errors:
    /// not_found, bad_request (no such document).
    [[nodiscard]] model::Result<void> set(
        const model::Staff& staff, const std::string& number, const std::string& document
    );

    /// Why entries are in doubt, by entry.
    [[nodiscard]] std::map<std::string, std::vector<model::FaqDoubt>> doubts() const;
    /// It is still right. Errors: not_found where it was in no doubt.
    [[nodiscard]] model::Result<void> settle(const model::Staff& staff, const std::string& faq);

  private:
    const DeskUses uses_;
    Town& town_;
};

}  // namespace huiying::desk
