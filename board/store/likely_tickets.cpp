#include "board/store/likely_tickets.hpp"

#include "board/store/database.hpp"
#include "board/store/ticket_condition.hpp"
#include "board/store/ticket_row.hpp"
#include "text/encoding.hpp"
#include "text/tokens.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace huiying::store {
namespace {

/// Tokens of a text that are looked up: each costs a read of its list.
constexpr std::size_t kLookedUp = 60;
/// Tickets that are asked for the rest of the filter.
constexpr int kCandidates = 600;

std::vector<std::string> tokens_once(const std::string& text) {
    std::vector<std::string> tokens;
    std::unordered_set<std::string> seen;
    for (auto& token : text::tokens(text))
        if (text::code_point_count(token) > 1 && seen.insert(token).second &&
            tokens.size() < kLookedUp)
            tokens.push_back(std::move(token));
    return tokens;
}

/// As if a hundred more tickets were there, so that in a young record no word outweighs all others.
double weight_of(double having, double all) {
    constexpr double besides = 100;
    return std::log1p((all + besides) / having);
}

}  // namespace

std::vector<TellingWord> telling_words(
    Connection& connection, const std::string& text, std::size_t limit
) {
    double all = 0;
    if (auto row = connection.query("select max(id) from ticket"); row.next())
        all = static_cast<double>(row.integer(0));
    std::vector<TellingWord> words;
    for (auto& token : tokens_once(text)) {
        auto row = connection.query("select doc from ticket_term where term = ?", token);
        const auto having = row.next() ? static_cast<double>(row.integer(0)) : 0;
        // The ticket itself has it; what half of all have tells nothing where there are many.
        if (having >= 2 && (all < 20 || having < all / 2))
            words.push_back({std::move(token), weight_of(having, all)});
    }
    std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
        return a.weight > b.weight;
    });
    if (words.size() > limit)
        words.resize(limit);
    return words;
}

std::vector<TicketRecord> tickets_with_some(
    Connection& connection, const std::vector<TellingWord>& words, const TicketFilter& filter
) {
    std::vector<TicketRecord> records;
    if (words.empty())
        return records;
    std::string match;
    for (const auto& word : words)
        match += (match.empty() ? "\"" : " OR \"") + word.token + "\"";
    Sql sql{
        "select " + std::string(kTicketColumns) +
            " from ticket t where t.id in (select rowid from ticket_text where ticket_text match ?",
        {match}};
    sql.add(" order by rowid desc limit ?) and ", std::int64_t{kCandidates});
    sql.add(condition_of(filter)).add(" order by t.id desc limit ?", std::int64_t{filter.limit});
    auto row = query(connection, sql);
    while (row.next())
        records.push_back(record_of(row));
    return records;
}

}  // namespace huiying::store
