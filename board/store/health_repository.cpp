#include "board/store/health_repository.hpp"

#include "board/store/database.hpp"

#include <map>
#include <utility>

namespace huiying::store {
namespace {

std::optional<model::Instant> instant_or_none(const Cursor& row, int column) {
    return row.is_null(column) ? std::nullopt
                               : std::optional(model::from_unix_ms(row.integer(column)));
}

}  // namespace

std::vector<AccountTraffic> HealthRepository::traffic() {
    std::map<std::pair<std::string, std::string>, AccountTraffic> by_account;
    const auto of = [&](const Cursor& row) -> AccountTraffic& {
        auto& found = by_account[{row.text(0), row.text(1)}];
        found.channel = row.text(0);
        found.account = row.text(1);
        return found;
    };
    // A busy account must not make a quiet one cost a reading of the whole table.
    auto came = connection_.query(
        "select channel, account, max(received_at) from (select channel, account, received_at "
        "from ticket order by id desc limit 20000) group by channel, account"
    );
    while (came.next())
        of(came).received_at = instant_or_none(came, 2);
    auto went = connection_.query(
        "select channel, account, max(at) from (select channel, account, at, state from outbound "
        "order by id desc limit 20000) where state in ('sent', 'delivered') group by channel, "
        "account"
    );
    while (went.next())
        of(went).sent_at = instant_or_none(went, 2);
    // SQLite takes `detail` from the row that has the maximum.
    auto failed = connection_.query(
        "select channel, account, max(at), detail from (select channel, account, at, state, "
        "detail, attempt from outbound order by id desc limit 20000) where detail <> '' and (state "
        "in ('failed', 'in_doubt') or (state = 'waiting' and attempt > 0)) group by channel, "
        "account"
    );
    while (failed.next()) {
        auto& found = of(failed);
        found.failed_at = instant_or_none(failed, 2);
        found.error = failed.text(3);
    }
    std::vector<AccountTraffic> all;
    all.reserve(by_account.size());
    for (auto& [key, traffic] : by_account)
        all.push_back(std::move(traffic));
    return all;
}

std::optional<model::Instant> HealthRepository::overdue_letter(model::Instant now) {
    auto row = connection_.query(
        "select min(next_at) from outbound where state = 'waiting' and next_at <= ?",
        model::to_unix_ms(now)
    );
    return row.next() ? instant_or_none(row, 0) : std::nullopt;
}

}  // namespace huiying::store
