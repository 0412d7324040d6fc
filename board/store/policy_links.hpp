// What rests on policy documents: FAQ entries, replies, tickets that ask about one; which entries
// are in doubt since a document ended or changed, and who must be told again. Used by desk inside
// Database::write or ::read, and by directory_repository.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"
#include "board/model/policy_document.hpp"
#include "board/model/policy_uses.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

using model::DependentEntry;
using model::FaqDoubt;
using model::RetellRow;

/// A published case of the board that asks about a document.
struct AskedCase {
    std::string id;
    std::string title;
    std::string answer;
    std::string unit;  ///< code
    std::string kind;
    model::Instant published_at{};
};

struct TicketDocument {
    std::string document;
    std::string by;  ///< login, or "citizen"
    model::Instant at{};
};

class PolicyLinks {
  public:
    explicit PolicyLinks(Connection& connection) : connection_(connection) {}

    /// Replaces what the entry rests on.
    void set_bases(const std::string& faq, const std::vector<model::FaqBasis>& documents);
    /// By entry.
    std::map<std::string, std::vector<model::FaqBasis>> bases();
    std::vector<DependentEntry> dependents(const std::string& document);
    /// How many entries rest on each document.
    std::map<std::string, int> dependent_counts();

    void add_doubt(const FaqDoubt& doubt);
    /// All that are open, by entry, oldest first.
    std::map<std::string, std::vector<FaqDoubt>> doubts();
    /// False where the entry was in no doubt.
    bool settle(const std::string& faq, const std::string& by, model::Instant now);

    /// A reply that kept so many of a hundred symbols of a passage.
    void add_use(const std::string& document, model::TicketId ticket, model::Instant at, int kept);
    /// Everybody answered from the document or from an entry that rests on it, again where they
    /// were told already; never of a restricted ticket. How many.
    int list_for_retelling(
        const std::string& document, const std::string& reason, model::Instant now
    );
    /// Who is not told yet first.
    std::vector<RetellRow> retold(const std::string& document);
    std::map<std::string, int> retell_counts();  ///< of those not told yet
    /// False where nobody of that ticket is to be told.
    bool tell(
        const std::string& document,
        const std::string& number,
        const std::string& by,
        model::Instant now
    );

    /// Empty document: it asks about none.
    void set_document_of(model::TicketId ticket, const TicketDocument& asked);
    std::optional<TicketDocument> document_of(model::TicketId ticket);
    /// Published ones, newest first; none of a restricted ticket.
    std::vector<AskedCase> cases_about(const std::string& document, int limit);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
