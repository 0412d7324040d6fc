// Publishing for an item of the catalogue (先审查、后公开, 一事一审): a text, a link or both are
// proposed, a second person reviews that very text for secrecy, privacy and wording, and only then
// it is public. From what is public an FAQ draft is made. Used by web. Thread rule: safe from any
// thread; blocking.
#pragma once

#include "board/desk/catalogue.hpp"
#include "board/desk/faq_keeping.hpp"
#include "board/desk/publications.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huiying::desk {

struct ProposedPublication {
    std::string cycle;  ///< key of an open cycle; empty: for none of them
    std::string title;
    std::string link;
    std::string text;
};

struct CataloguePublicationView {
    model::CataloguePublication publication;
    std::string proposed_by;            ///< name
    bool is_own = false;                ///< of who asks: the review is another's
    std::vector<std::string> warnings;  ///< what masking still recognises, for who reviews

    struct Review {
        std::string by;  ///< name
        model::Instant at{};
        bool passed = false;
        bool is_of_this_text = false;
        std::string opinion;
    };

    std::vector<Review> reviews;
};

/// The entry that was made or made anew.
struct CatalogueFaqDraft {
    std::string id;
    bool was_there = false;
};

using CataloguePublicationResult = std::variant<std::int64_t, CatalogueRefused>;

class CataloguePublishing {
  public:
    CataloguePublishing(
        store::Database& database, const Town& town, const model::Clock& clock, FaqKeeping& faq
    )
        : database_(database), town_(town), clock_(clock), faq_(faq) {}

    /// Of one item, newest first; what is not public only for who may work on it.
    [[nodiscard]] std::vector<CataloguePublicationView> of_item(
        const std::string& item, const model::Staff& staff
    ) const;

    /// Waits for its review; who may review is told. Refused: not_found, forbidden, bad_request (a
    /// wrong field), phone_left, identity_left.
    [[nodiscard]] CataloguePublicationResult propose(
        const std::string& item, const ProposedPublication& proposed, const model::Staff& staff
    );
    /// The text anew, of what is not public; earlier reviews are void. Refused: as propose(),
    /// move_not_allowed (it is public), version_conflict.
    [[nodiscard]] CataloguePublicationResult propose_again(
        std::int64_t id,
        const ProposedPublication& proposed,
        std::int64_t version,
        const model::Staff& staff
    );
    /// Publishes when all three checks pass. Refused: not_found, forbidden, move_not_allowed,
    /// second_person_needed, text_changed, phone_left, identity_left, reason_needed (sent back
    /// without an opinion).
    [[nodiscard]] CataloguePublicationResult review(
        std::int64_t id, const PublicationReview& review, const model::Staff& staff
    );
    /// Takes it off the board; what it was for is open again. Refused: not_found, forbidden,
    /// move_not_allowed, reason_needed.
    [[nodiscard]] CataloguePublicationResult withdraw(
        std::int64_t id, const std::string& reason, const model::Staff& staff
    );

    /// An FAQ draft from what is public: the item asks, the text answers, title, link and basis are
    /// the source. One entry an item: a newer text makes it a draft again. Refused: not_found,
    /// forbidden, move_not_allowed (not public), bad_request, version_conflict.
    [[nodiscard]] std::variant<CatalogueFaqDraft, CatalogueRefused> to_faq(
        std::int64_t id, const model::Staff& staff
    );

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
    FaqKeeping& faq_;
};

}  // namespace huiying::desk
