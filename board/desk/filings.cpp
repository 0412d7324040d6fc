#include "board/desk/filings.hpp"

#include "board/desk/ticket_access.hpp"
#include "board/desk/town.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/database.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

struct WayRow {
    WayIn way;
    std::string_view word;
    std::string_view name;
};

constexpr std::array<WayRow, 3> kWays{
    {{WayIn::phone, "phone", "来电"},
     {WayIn::counter, "counter", "来访"},
     {WayIn::letter, "letter", "来信"}}};

constexpr std::chrono::hours kLongestAgo{30 * 24};
constexpr std::chrono::minutes kClocksDiffer{1};

}  // namespace

std::optional<WayIn> parse_way_in(std::string_view word) {
    for (const auto& row : kWays)
        if (row.word == word)
            return row.way;
    return std::nullopt;
}

std::string_view to_word(WayIn way) {
    return kWays.at(static_cast<std::size_t>(way)).word;
}

std::string_view chinese_name(WayIn way) {
    return kWays.at(static_cast<std::size_t>(way)).name;
}

bool is_filed_in_time(model::Instant received_at, model::Instant now) {
    return received_at <= now + kClocksDiffer && received_at >= now - kLongestAgo;
}

model::InboundMessage filed(const Filing& filing, model::InboundMessage message) {
    message.channel = to_word(filing.way);
    message.delivery_key = message.channel + "|" + filing.clerk + "||" + filing.once;
    message.filed_by = filing.clerk;
    message.received_at = std::min(filing.received_at, filing.now);
    message.arrived_at = filing.now;
    return message;
}

model::Result<Receipt> Filings::receipt_again(
    const model::Staff& staff, const std::string& number, model::Instant now
) const {
    const auto town = town_.snapshot();
    return database_.read([&](store::Connection& connection) -> model::Result<Receipt> {
        store::TicketRepository tickets(connection);
        const auto record = tickets.find(number);
        if (!record)
            return model::Errc::not_found;
        const auto history = tickets.history(record->ticket.id);
        const auto filing = std::find_if(history.begin(), history.end(), [](const auto& entry) {
            return entry.event == "filed";
        });
        const bool is_filed = filing != history.end();
        if (!is_filed || filing->actor != staff.login) {
            const auto course = store::CourseRepository(connection).find(record->ticket.id);
            const auto facts = full_facts(connection, *record, course, *town, now);
            if (!workflow::is_visible_to(staff, facts))
                return model::Errc::not_found;
            if (!is_filed || !model::has_role(staff, model::Role::dispatcher))
                return model::Errc::forbidden;
        }
        return Receipt{number, model::make_query_code(town_.secret(), number), record->ticket.due};
    });
}

}  // namespace huiying::desk
