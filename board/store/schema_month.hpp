// The migration that the monthly report needs. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kMonthReports = R"sql(
-- Every text of a month's report that somebody saved; the highest version is the present one.
create table month_report (
    month text not null, version integer not null, text text not null, by text not null, at integer not null,
    primary key (month, version)) strict, without rowid;
)sql";

}  // namespace huiying::store
