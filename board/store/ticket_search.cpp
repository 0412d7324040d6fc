// Searching tickets by words: candidates come from two full-text indexes, the newest ticket first,
// and are asked for the rest of the filter some at a time. Neither a word that every ticket has nor
// a filter that few meet makes a page slow: what was not looked at is the next page's.
#include "board/store/database.hpp"
#include "board/store/said_index.hpp"
#include "board/store/ticket_condition.hpp"
#include "board/store/ticket_row.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace huiying::store {
namespace {

constexpr std::int64_t kNoneYet = std::int64_t{1} << 31;  ///< above every ticket's id
constexpr std::size_t kFirstCandidates = 128;
constexpr std::size_t kMostAtOnce = 4096;
constexpr std::size_t kMostCandidates = 16'000;  ///< a page looks at
/// Ticket ids, the newest first.
using Ids = std::vector<std::int64_t>;

struct Candidates {
    Ids ids;
    std::int64_t before = 0;  ///< the next candidates are older than this; 0: there are none
};

/// Those of one index, and the oldest of them where there may be more.
struct Stream {
    Ids ids;
    std::int64_t floor = 0;
};

Stream written(
    Connection& connection, const std::string& match, std::int64_t before, std::size_t n
) {
    Stream stream;
    auto row = connection.query(
        "select rowid from ticket_text where ticket_text match ? and rowid < ? order by rowid desc "
        "limit ?",
        match,
        before,
        n
    );
    while (row.next())
        stream.ids.push_back(row.integer(0));
    if (stream.ids.size() == n)
        stream.floor = stream.ids.back();
    return stream;
}

Stream said(Connection& connection, const std::string& match, std::int64_t before, std::size_t n) {
    Stream stream;
    auto row = connection.query(
        "select rowid from said_text where said_text match ? and rowid < ? order by rowid desc "
        "limit ?",
        match,
        before >= kNoneYet ? std::numeric_limits<std::int64_t>::max() : first_said_of(before),
        n
    );
    while (row.next())
        stream.ids.push_back(ticket_of_said(row.integer(0)));
    // Of the last ticket there may be more rows, which say nothing new.
    if (stream.ids.size() == n)
        stream.floor = stream.ids.back();
    return stream;
}

Candidates candidates(
    Connection& connection, const std::string& match, std::int64_t before, std::size_t n
) {
    const auto first = written(connection, match, before, n);
    const auto second = said(connection, match, before, n);
    const auto floor = std::max(first.floor, second.floor);
    Candidates found;
    found.before = floor;
    found.ids.reserve(first.ids.size() + second.ids.size());
    std::copy(first.ids.begin(), first.ids.end(), std::back_inserter(found.ids));
    std::copy(second.ids.begin(), second.ids.end(), std::back_inserter(found.ids));
    std::sort(found.ids.begin(), found.ids.end(), std::greater<>());
    found.ids.erase(std::unique(found.ids.begin(), found.ids.end()), found.ids.end());
    // Below the floor one of the indexes was not read.
    found.ids.erase(
        std::find_if(found.ids.begin(), found.ids.end(), [&](auto id) { return id < floor; }),
        found.ids.end()
    );
    return found;
}

std::string json_of(const Ids& ids) {
    std::string json = "[";
    for (const auto id : ids)
        json += (json.size() == 1 ? "" : ",") + std::to_string(id);
    return json + "]";
}

/// Those of the candidates that meet the rest of the filter, at most `limit`, by `each(row)`.
template <class Each>
void matching(
    Connection& connection,
    const Ids& ids,
    const TicketFilter& filter,
    const std::string& columns,
    Each each
) {
    // From candidate to ticket, never the other way round, so that the order is theirs and it ends
    // with the page.
    Sql sql{
        "select " + columns + " from json_each(?) j cross join ticket t on t.id = j.value where ",
        {json_of(ids)}};
    sql.add(condition_of(filter)).add(" limit ?", std::int64_t{filter.limit} + 1);
    auto row = query(connection, sql);
    while (row.next())
        each(row);
}

TicketFilter without_page(TicketFilter filter) {
    filter.after.clear();
    return filter;
}

std::string search_key(std::int64_t id) {
    return "0-" + std::to_string(id);
}

/// One page in the making.
class PageSearch {
  public:
    PageSearch(Connection& connection, const TicketFilter& filter)
        : connection_(connection),
          filter_(filter),
          rest_(without_page(filter)),
          match_(match_of(filter.words)) {
        if (const auto key = parse_key(filter.after))
            before_ = key->second;
    }

    /// A lone character stands for all pairs that begin with it, which the index puts together
    /// anew each time that it is asked: it is asked for all that a page looks at.
    std::size_t first_look() const {
        return match_.find('*') == std::string::npos ? kFirstCandidates : kMostCandidates;
    }

    bool goes_on() const { return before_ > 0 && !is_full() && looked_at_ < kMostCandidates; }

    /// Asks the next `n` candidates.
    void look_at(std::size_t n) {
        const auto found = candidates(connection_, match_, before_, n);
        looked_at_ += found.ids.size();
        rest_.limit = filter_.limit - static_cast<int>(page_.items.size());
        matching(connection_, found.ids, rest_, std::string(kTicketColumns), [&](Cursor& row) {
            page_.items.push_back(record_of(row));
        });
        before_ = found.before;
    }

    TicketPage page() {
        if (is_full()) {
            page_.items.pop_back();
            page_.next = search_key(page_.items.back().ticket.id.value);
        } else if (before_ > 0) {
            page_.next = search_key(before_);
        }
        return std::move(page_);
    }

  private:
    /// With the row that says that there is a next page.
    bool is_full() const { return page_.items.size() > static_cast<std::size_t>(filter_.limit); }

    Connection& connection_;
    const TicketFilter& filter_;
    TicketFilter rest_;
    const std::string match_;
    std::int64_t before_ = kNoneYet;
    std::size_t looked_at_ = 0;
    TicketPage page_;
};

}  // namespace

TicketPage search_page(Connection& connection, const TicketFilter& filter) {
    PageSearch search(connection, filter);
    for (auto n = search.first_look(); search.goes_on(); n = std::min(n * 4, kMostAtOnce))
        search.look_at(n);
    return search.page();
}

BoundedCount count_found(Connection& connection, const TicketFilter& filter, int bound) {
    const auto found =
        candidates(connection, match_of(filter.words), kNoneYet, kMostCandidates / 4);
    auto rest = without_page(filter);
    rest.limit = bound - 1;
    int count = 0;
    matching(connection, found.ids, rest, "1", [&](const Cursor& /*row*/) { ++count; });
    return {count, found.before > 0 || count >= bound};
}

}  // namespace huiying::store
