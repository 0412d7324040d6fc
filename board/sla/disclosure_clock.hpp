// The statutory clock of an application for government information (依申请公开). Used by app, later
// by desk. Pure, safe from any thread. Source: 政府信息公开条例 (国务院令第711号), articles 30 to
// 33: notice to amend within 7 working days, third parties answer within 15, reply within 20, and
// once more at most 20; time for consulting third parties and other organs does not count.
#pragma once

#include "board/sla/message_clock.hpp"

namespace huiying::sla {

inline constexpr int kAmendNoticeWorkdays = 7;
inline constexpr int kConsultWorkdays = 15;
inline constexpr int kReplyWorkdays = 20;
inline constexpr int kMaxExtensionWorkdays = 20;

/// How the application came; decides which day is the day of receipt (article 31).
enum class DisclosureChannel { in_person, registered_mail, ordinary_mail, internet, fax };

/// A third party or another organ asked for its opinion.
struct Consult {
    model::Instant sent_at{};
    model::Instant letter_received_at{};
    std::optional<model::Instant> replied_at;
};

struct DisclosureFacts {
    DisclosureChannel channel = DisclosureChannel::in_person;
    model::Instant received_at{};
    std::optional<model::Instant> signed_at;     ///< registered mail
    std::optional<model::Instant> confirmed_at;  ///< ordinary mail, internet, fax
    std::optional<model::Instant> corrected_at;  ///< amended: the 20 days start again
    std::vector<Consult> consults;
    std::optional<Extension> extension;
};

struct DisclosureClock {
    model::Date receipt_date;
    model::Date day0;  ///< the receipt date, or that of the amended application
    model::Result<DueInstant> amend_notice{DueInstant{}};
    std::vector<model::Result<DueInstant>> consults;  ///< when each third party must have answered
    model::Result<ClockReading> reply{ClockReading{}};  ///< without the extension
    std::optional<ExtensionVerdict> extension;
    model::Result<ClockReading> extended_reply{ClockReading{}};  ///< REQUIRES an accepted extension
    model::Result<ClockReading> max_reply{ClockReading{}};       ///< no extension can go beyond
};

/// nullopt: the instant that starts the clock (signature, confirmation) is not there yet.
[[nodiscard]] std::optional<model::Date> disclosure_receipt(const DisclosureFacts& facts);

/// REQUIRES: disclosure_receipt(facts). A consult stops the clock from its letter on until the
/// answer, or, without one in time, until the end of the day it was due. Errors are those of the
/// parts (calendar_not_covered, search_too_long); of the whole: bad_request when an answer came
/// before its letter was sent, or for an extension by less than nothing.
[[nodiscard]] model::Result<DisclosureClock> disclosure_clock(
    const WorkingCalendar& calendar, std::chrono::seconds close, const DisclosureFacts& facts
);

}  // namespace huiying::sla
