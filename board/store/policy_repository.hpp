// Policy documents: every version of their texts, the reviews of each, and which of them is
// published. Changes raise the directory's revision, so that running processes notice them. Used by
// desk inside Database::write or ::read.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/policy_document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// A version of a document, and who wrote it.
struct PolicyVersion {
    std::int64_t version = 0;
    model::Instant at{};
    std::string by;    ///< login
    std::string note;  ///< Chinese: how it came, where not by hand
    model::PolicyDocument document;
};

/// A document with its newest version.
struct PolicyRecord {
    model::DocumentState state;
    PolicyVersion newest;
};

struct PolicyReview {
    std::string document;
    model::DocumentPart part = model::DocumentPart::text;
    std::string text_hash;  ///< of what was read
    std::string by;         ///< login
    model::Instant at{};
    bool secrecy = false;
    bool privacy = false;
    bool wording = false;
    bool passed = false;
    std::string opinion;
};

class PolicyRepository {
  public:
    explicit PolicyRepository(Connection& connection) : connection_(connection) {}

    /// Last added first.
    std::vector<PolicyRecord> all();
    std::optional<PolicyRecord> find(const std::string& id);
    /// Newest first.
    std::vector<PolicyVersion> versions(const std::string& id);
    std::optional<PolicyVersion> version(const std::string& id, std::int64_t version);

    /// Its next version; a document that is new begins as a draft.
    void add_version(const PolicyVersion& version);
    void set_state(const std::string& id, const model::DocumentState& state);

    void add_review(const PolicyReview& review);
    /// Oldest first.
    std::vector<PolicyReview> reviews(const std::string& id);

    /// What is published, text or interpretation, last added first.
    std::vector<model::PublishedDocument> published();

  private:
    void raise_revision();

    Connection& connection_;
};

}  // namespace huiying::store
