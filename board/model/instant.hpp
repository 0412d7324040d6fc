// Points in time and civil dates of the town: UTC instants, shown and counted in Asia/Shanghai.
// The zone is fixed at UTC+08:00 without daylight saving (SLA rule 1); the host's time zone is
// never asked. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::model {

/// A point in time, UTC, millisecond resolution. Stored as Unix milliseconds.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// A civil date in the town's zone.
using Date = std::chrono::year_month_day;

inline constexpr std::chrono::hours kTownOffset{8};

inline std::int64_t to_unix_ms(Instant instant) {
    return instant.time_since_epoch().count();
}

inline Instant from_unix_ms(std::int64_t ms) {
    return Instant{std::chrono::milliseconds{ms}};
}

/// The local calendar date of an instant; 00:00:00 belongs to the new day.
Date local_date(Instant instant);
/// Seconds since local midnight, 0..86399.
std::chrono::seconds local_time_of_day(Instant instant);
/// The instant at `since_midnight` of a local date.
Instant at_local(Date date, std::chrono::seconds since_midnight);

/// "2026-11-23T09:30:00+08:00" (RFC 3339, whole seconds, always the town's offset).
std::string to_rfc3339(Instant instant);
/// Any RFC 3339 date-time with zone, fractions allowed; nullopt when it is not one.
std::optional<Instant> parse_rfc3339(std::string_view text);
/// "2026-11-23"
std::string to_iso(Date date);
/// "2026-11-23" to a date; nullopt when it is not one.
std::optional<Date> parse_iso_date(std::string_view text);
/// "11月23日（周一）17:00" as citizens read it; the year is added when it is not `reference`'s.
std::string to_chinese(Instant instant, Instant reference);

/// Where the time comes from; tests advance their own.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
  public:
    Instant now() const override;
};

}  // namespace huiying::model
