// Where entries of the FAQ were used, what came of it, and which public answers rest on them. Used
// by desk inside Database::write or ::read.
#pragma once

#include "board/model/faq_use.hpp"
#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// answered: at once, without a person; offered: to choose from; replied: in what a person sent;
/// drafted: what a person was drafted for a reply, kept or not.
enum class FaqUseWay { answered, offered, replied, drafted };
enum class FaqOutcome { unknown, solved, unsolved };

struct FaqUse {
    std::string faq;
    model::TicketId ticket;
    FaqUseWay way = FaqUseWay::answered;
    model::Instant at{};
    int kept = 0;  ///< of a hundred symbols of the answer, in what was sent
};

/// A question that a person answered, and the entries that the reply was made of.
struct AskedQuestion {
    std::string text;
    std::vector<std::string> entries;  ///< none: the reply rests on no entry
};

class FaqUseRepository {
  public:
    explicit FaqUseRepository(Connection& connection) : connection_(connection) {}

    /// Once a ticket and way: the same use again has an open outcome again.
    void add(const FaqUse& use);
    /// What came of all that was answered or replied in a ticket; what was only offered or drafted
    /// has none.
    void settle(model::TicketId ticket, FaqOutcome outcome);

    std::map<std::string, model::FaqCounts> counts();
    /// By entry, newest first; none of a restricted ticket.
    std::map<std::string, std::vector<model::FaqDependent>> dependents();
    /// Questions with a reply of a person since then, the newest `most`: those whose reply keeps
    /// most of an entry, or whose writer said that one solved it, and those whose reply keeps
    /// nothing. What lies between says neither. None of a restricted ticket.
    std::vector<AskedQuestion> asked_since(model::Instant since, int most);
    /// Entries in replies of a ticket.
    std::vector<std::string> replied_in(model::TicketId ticket);
    /// The same of a published case of the board.
    std::vector<std::string> replied_in_case(const std::string& case_id);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
