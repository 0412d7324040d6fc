#include "board/desk/public_figures.hpp"

#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/public_months.hpp"
#include "sheets/csv.hpp"

#include <algorithm>
#include <map>

namespace huiying::desk {
namespace {

using model::MessageCounts;
using store::MonthRow;

constexpr std::size_t kShownMonths = 12;
constexpr std::size_t kYearDigits = 4;
constexpr std::string_view kNothing = "—";

void add(MessageCounts& sum, const MessageCounts& counts) {
    sum.received += counts.received;
    sum.answered += counts.answered;
    sum.answered_in_time += counts.answered_in_time;
    sum.ended += counts.ended;
    sum.answer_ms += counts.answer_ms;
}

/// "2026-11" and those before it.
std::vector<std::string> last_months(model::Instant now) {
    const auto today = model::local_date(now);
    auto month = std::chrono::year_month{today.year(), today.month()};
    std::vector<std::string> months;
    for (std::size_t i = 0; i < kShownMonths; ++i) {
        const auto iso = model::to_iso(month / std::chrono::day{1});
        months.push_back(iso.substr(0, iso.rfind('-')));
        month -= std::chrono::months{1};
    }
    return months;
}

/// "2026-01" -> "2026年1月".
std::string month_label(const std::string& month) {
    const auto number =
        month.substr(month[kYearDigits + 1] == '0' ? kYearDigits + 2 : kYearDigits + 1);
    return month.substr(0, kYearDigits) + "年" + number + "月";
}

std::string tenths(std::int64_t tenths_of_one) {
    return std::to_string(tenths_of_one / 10) + "." + std::to_string(tenths_of_one % 10);
}

/// Rounded down: 99.96 % is not all.
std::string percent(int part, int whole) {
    if (whole <= 0)
        return std::string(kNothing);
    return part == whole ? "100%" : tenths(std::int64_t{part} * 1000 / whole) + "%";
}

class Tables {
  public:
    explicit Tables(model::Instant now) : months_(last_months(now)) {
        tables_.at = now;
        for (const auto& month : months_)
            tables_.months.push_back({month_label(month), "", {}});
    }

    void add_row(const MonthRow& row, const std::string& unit) {
        add(years_[row.month.substr(0, kYearDigits)], row.counts);
        const auto found = std::find(months_.begin(), months_.end(), row.month);
        if (found == months_.end())
            return;
        const auto at = static_cast<std::size_t>(found - months_.begin());
        add(tables_.months[at].counts, row.counts);
        add(tables_.last_year, row.counts);
        add(units_[unit], row.counts);
    }

    PublicTables done() && {
        for (auto year = years_.rbegin(); year != years_.rend(); ++year)
            tables_.years.push_back({year->first + "年", "", year->second});
        return std::move(tables_);
    }

    PublicTables done(const TownSnapshot& town) && {
        for (const auto& [code, counts] : units_)
            tables_.units.push_back({town.unit_name(code), code, counts});
        std::stable_sort(
            tables_.units.begin(),
            tables_.units.end(),
            [](const PublicRow& left, const PublicRow& right) {
                return left.counts.received > right.counts.received;
            }
        );
        return std::move(*this).done();
    }

  private:
    std::vector<std::string> months_;
    std::map<std::string, MessageCounts> years_;
    std::map<std::string, MessageCounts> units_;
    PublicTables tables_;
};

void add_lines(sheets::Rows& lines, const std::string& table, const std::vector<PublicRow>& rows) {
    for (const auto& row : rows)
        lines.push_back(
            {0,
             {table,
              row.label,
              std::to_string(row.counts.received),
              std::to_string(row.counts.answered),
              std::to_string(row.counts.answered_in_time),
              std::to_string(row.counts.ended),
              std::to_string(in_hand(row.counts)),
              answer_rate(row.counts),
              in_time_rate(row.counts),
              mean_days(row.counts)}}
        );
}

}  // namespace

int in_hand(const MessageCounts& counts) {
    return counts.received - counts.answered - counts.ended;
}

std::string answer_rate(const MessageCounts& counts) {
    return percent(counts.answered, counts.received - counts.ended);
}

std::string in_time_rate(const MessageCounts& counts) {
    return percent(counts.answered_in_time, counts.answered);
}

std::string mean_days(const MessageCounts& counts) {
    if (counts.answered <= 0)
        return std::string(kNothing);
    constexpr std::int64_t tenth_of_a_day = 8'640'000;
    const auto whole = tenth_of_a_day * counts.answered;
    return tenths((counts.answer_ms + whole / 2) / whole);
}

PublicTables PublicFigures::all() const {
    const auto town = town_.snapshot();
    Tables tables(clock_.now());
    const auto rows = database_.read([](store::Connection& connection) {
        return store::PublicMonths(connection).rows();
    });
    for (const auto& row : rows)
        tables.add_row(row, row.unit.empty() ? town->lead_unit() : row.unit);
    return std::move(tables).done(*town);
}

PublicTables PublicFigures::of_unit(const std::string& code) const {
    const bool is_office = code == town_.snapshot()->lead_unit();
    Tables tables(clock_.now());
    database_.read([&](store::Connection& connection) {
        store::PublicMonths months(connection);
        for (const auto& row : months.rows_of(code))
            tables.add_row(row, code);
        if (is_office)
            for (const auto& row : months.rows_of(""))
                tables.add_row(row, code);
    });
    return std::move(tables).done();
}

std::string to_csv(const PublicTables& tables) {
    sheets::Rows lines{
        {0,
         {"统计项",
          "期间或单位",
          "收到",
          "已答复",
          "按时答复",
          "其他方式办结",
          "办理中",
          "答复率",
          "按时答复率",
          "平均答复天数"}}};
    add_lines(lines, "按月", tables.months);
    add_lines(lines, "按年", tables.years);
    add_lines(lines, "按单位（近12个月）", tables.units);
    return sheets::to_csv(lines);
}

}  // namespace huiying::desk
