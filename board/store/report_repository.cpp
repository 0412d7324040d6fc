#include "board/store/report_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {
namespace {

constexpr std::string_view kDelivered = "delivered";
constexpr std::string_view kUndelivered = "undelivered";

}  // namespace

void ReportRepository::add_parts(
    const model::OutboundMessage& message, const std::vector<std::string>& ids, model::Instant now
) {
    for (const auto& id : ids)
        connection_.run(
            "insert into sent_part (channel, account, platform_id, outbound, at)"
            " values (?, ?, ?, ?, ?)"
            " on conflict (channel, account, platform_id) do update set outbound = "
            "excluded.outbound",
            message.channel,
            message.account,
            id,
            message.id.value,
            model::to_unix_ms(now)
        );
}

Noted ReportRepository::note(
    const std::string& channel,
    const std::string& account,
    const model::DeliveryReport& report,
    model::Instant now
) {
    const auto fate = report.fate == model::Fate::delivered ? kDelivered : kUndelivered;
    // Where the platform repeats our own key, the part is known by it.
    connection_.run(
        "insert into sent_part (channel, account, platform_id, outbound, at)"
        " values (?, ?, ?, (select id from outbound where idempotency_key = ? and channel = ?"
        " and account = ?), ?) on conflict do nothing",
        channel,
        account,
        report.id,
        report.id,
        channel,
        account,
        model::to_unix_ms(now)
    );
    const bool is_new = connection_.run(
                            "update sent_part set fate = ?, reason = ? where channel = ?"
                            " and account = ? and platform_id = ? and fate not in (?, ?)",
                            fate,
                            report.reason,
                            channel,
                            account,
                            report.id,
                            fate,
                            kUndelivered
                        ) == 1;
    auto row = connection_.query(
        "select outbound from sent_part where channel = ? and account = ? and platform_id = ?"
        " and outbound is not null",
        channel,
        account,
        report.id
    );
    if (!row.next())
        return {is_new, std::nullopt};
    return {is_new, model::OutboundId{row.integer(0)}};
}

ReportStanding ReportRepository::standing(model::OutboundId message) {
    ReportStanding standing;
    auto row =
        connection_.query("select fate, reason from sent_part where outbound = ?", message.value);
    while (row.next()) {
        ++standing.parts;
        const auto fate = row.text(0);
        standing.delivered += fate == kDelivered ? 1 : 0;
        standing.undelivered += fate == kUndelivered ? 1 : 0;
        if (fate == kUndelivered)
            standing.reason = row.text(1);
    }
    return standing;
}

void ReportRepository::forget(model::OutboundId message) {
    connection_.run("delete from sent_part where outbound = ?", message.value);
}

void ReportRepository::drop_unclaimed(model::Instant before) {
    connection_.run(
        "delete from sent_part where outbound is null and at < ?", model::to_unix_ms(before)
    );
}

}  // namespace huiying::store
