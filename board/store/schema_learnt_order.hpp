// The migration behind the knowledge base's order, learnt from the town's questions. Private to
// schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// Shares are 0 to 1. The one in use is named by the setting 'answer.order', so that every process
// notices another. `weights`: one line, as the knowledge base writes it. `precision`: in
// hundredths, what a routing model's bound was chosen for.
inline constexpr std::string_view kLearntOrder = R"sql(
create table learnt_order (
    id integer primary key, made_at integer not null, made_by text not null, known integer not null, answerable integer not null,
    usual_mrr real not null, usual_first real not null, usual_answered real not null, usual_aurc real not null,
    mrr real not null, first real not null, answered real not null, aurc real not null, weights text not null) strict;
alter table routing_model add column precision integer not null default 95;
)sql";

}  // namespace huiying::store
