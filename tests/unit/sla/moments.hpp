// Dates and instants as the tests of this room write them.
#pragma once

#include "board/model/instant.hpp"
#include "board/sla/pause_ledger.hpp"

#include <string>
#include <vector>

namespace huiying::test {

inline model::Date day(const std::string& iso) {
    return model::parse_iso_date(iso).value();
}

inline model::Instant at(const std::string& rfc3339) {
    return model::parse_rfc3339(rfc3339).value();
}

/// "2026-11-23T09:30:00" in Shanghai.
inline model::Instant local(const std::string& date_time) {
    return at(date_time + "+08:00");
}

/// {from, to} each; "" as `to`: still paused.
inline sla::PauseLedger paused(const std::vector<std::pair<std::string, std::string>>& pauses) {
    std::vector<sla::Pause> all;
    for (const auto& [from, to] : pauses)
        all.push_back({local(from), to.empty() ? std::nullopt : std::optional(local(to))});
    return sla::PauseLedger::of(all).value();
}

template <class T>
model::Errc errc(const model::Result<T>& result) {
    return model::errc_of(result.error());
}

}  // namespace huiying::test
