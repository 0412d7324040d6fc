// What staff file for a citizen who called, came to the counter or wrote on paper: the same message
// as one typed at the board, with who filed it and how it came. Used by web before the message is
// appended, and by take_in for the history.
#pragma once

#include "board/desk/receipts.hpp"
#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/staff.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

enum class WayIn { phone, counter, letter };

/// "phone", "counter", "letter": the API's words, and the channel of such a message.
[[nodiscard]] std::optional<WayIn> parse_way_in(std::string_view word);
[[nodiscard]] std::string_view to_word(WayIn way);
/// 来电, 来访, 来信
[[nodiscard]] std::string_view chinese_name(WayIn way);

struct Filing {
    WayIn way = WayIn::phone;
    std::string clerk;             ///< login
    std::string once;              ///< the same twice is the same message
    model::Instant received_at{};  ///< when the citizen said it: the clocks' start
    model::Instant now{};
};

/// In the last 30 days, and not later than now (a minute's difference of clocks apart).
[[nodiscard]] bool is_filed_in_time(model::Instant received_at, model::Instant now);

/// `message` with the channel, the key, the times and the clerk of its filing.
[[nodiscard]] model::InboundMessage filed(const Filing& filing, model::InboundMessage message);

/// Thread rule: safe from any thread; blocking.
class Filings {
  public:
    Filings(store::Database& database, const Town& town) : database_(database), town_(town) {}

    /// Number, query code and dates of a filed ticket once more, for another slip: for who filed
    /// it, wherever it lies now, and for dispatchers who see it. Errors: not_found (also when it is
    /// not for this person), forbidden (the citizen wrote it, who alone has the code).
    [[nodiscard]] model::Result<Receipt> receipt_again(
        const model::Staff& staff, const std::string& number, model::Instant now
    ) const;

  private:
    store::Database& database_;
    const Town& town_;
};

}  // namespace huiying::desk
