// The public copy of a ticket (先审查、后公开, 一事一审): proposed by masking, edited, reviewed by
// a second person for secrecy, privacy and wording, bound to the hash of that very text. And what
// the board shows. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/model/staff.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

struct PublicText {
    std::string title;
    std::string question;
    std::string answer;
};

struct PublicationReview {
    std::string text_hash;  ///< of the text that was read
    bool secrecy = false;   ///< 保密审查 passed
    bool privacy = false;
    bool wording = false;
    std::string opinion;
};

struct PublicationView {
    std::string state = "none";  ///< none, proposed, published, withdrawn
    bool consent = false;
    PublicText text;  ///< state none: what masking proposes
    std::string text_hash;
    std::string proposed_by;          ///< name
    std::vector<std::string> masked;  ///< reasons, in Chinese
    /// Once it is proposed: names of what masking still recognises, for who reviews.
    std::vector<std::string> warnings;
    /// Questions of FAQ entries that the reply was made from and that have expired or are retired.
    std::vector<std::string> outdated;

    struct Review {
        std::string by;
        model::Instant at{};
        bool passed = false;
        std::string opinion;
    };

    std::vector<Review> reviews;
    std::int64_t version = 0;
};

/// A question and answer on the board: a published case, or an FAQ entry.
struct PublishedEntry {
    std::string id;    ///< "case-12", "faq-residence-permit-apply"
    std::string type;  ///< case, faq
    std::string topic;
    std::string title;
    std::string question;
    std::string answer;
    std::string unit;  ///< name
    std::string source;
    model::Instant published_at{};
    /// A case whose reply rests on what has expired (only of find()), an entry in doubt.
    bool outdated = false;
};

struct PublishedList {
    std::vector<PublishedEntry> items;
    std::string next;
};

/// An entry's id, and since when it is there.
struct PublishedAddress {
    std::string id;
    model::Instant since{};
};

class Publications {
  public:
    Publications(store::Database& database, const Town& town, const model::Clock& clock);

    /// Errors: not_found.
    [[nodiscard]] model::Result<PublicationView> view(
        const model::Staff& staff, const std::string& number
    ) const;
    /// Stores the text for review; an earlier review, and the publication it allowed, is void.
    /// Errors: not_found, forbidden, move_not_allowed (no consent, or not answered),
    /// version_conflict, bad_request (empty), identity_left, phone_left.
    [[nodiscard]] model::Result<PublicationView> propose(
        const model::Staff& staff,
        const std::string& number,
        const PublicText& text,
        std::int64_t version
    );
    /// Publishes when all three checks pass. Errors: not_found, forbidden, move_not_allowed,
    /// second_person_needed, text_changed, identity_left, phone_left.
    [[nodiscard]] model::Result<PublicationView> review(
        const model::Staff& staff, const std::string& number, const PublicationReview& review
    );
    /// Takes it off the board. Errors: not_found, forbidden, move_not_allowed.
    [[nodiscard]] model::Result<PublicationView> withdraw(
        const model::Staff& staff, const std::string& number, const std::string& reason
    );

    /// FAQ entries that may be shown (reviewed; in a demo samples too) and published cases; `words`
    /// searches both, "" lists.
    [[nodiscard]] PublishedList published(
        const std::string& words, const std::string& after, int limit
    ) const;
    /// Subject headings of the FAQ with how many entries each has.
    [[nodiscard]] std::vector<std::pair<std::string, int>> topics() const;
    /// FAQ entries of a subject.
    [[nodiscard]] std::vector<PublishedEntry> of_topic(const std::string& topic) const;
    [[nodiscard]] std::optional<PublishedEntry> find(const std::string& id) const;
    /// Published cases that a unit has answered, newest first.
    [[nodiscard]] PublishedList of_unit(
        const std::string& unit, const std::string& after, int limit
    ) const;
    /// FAQ entries of a unit.
    [[nodiscard]] std::vector<PublishedEntry> faq_of_unit(const std::string& unit) const;
    /// Cases by the day of their publication and FAQ entries by the day they hold from, newest
    /// first.
    [[nodiscard]] std::vector<PublishedEntry> newest(std::size_t limit) const;
    /// Where everything is that is published, at most so many cases, newest first.
    [[nodiscard]] std::vector<PublishedAddress> addresses(int cases) const;

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
