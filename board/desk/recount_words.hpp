// What is said when a due time was counted anew: to the citizen, in the history, on the status
// page. Private to this room. Pure.
#pragma once

#include "board/desk/renewal.hpp"

#include <string>

namespace huiying::desk {

/// "12月31日（周四）24:00前"
[[nodiscard]] std::string until_words(model::Instant due, model::Instant now);

/// Why a date is another one: for citizens, without version numbers.
[[nodiscard]] std::string reason_words(
    const store::DueVersions& before, const store::DueVersions& now
);

/// Word of the record for what became of a date.
[[nodiscard]] std::string_view outcome_word(sla::Renewal renewal);

/// That 先行联系 is due at another time, for the history, with the versions.
[[nodiscard]] std::string contact_words(
    const std::optional<model::Instant>& told,
    model::Instant counted,
    const store::DueVersions& before,
    const store::DueVersions& now
);

/// One sentence about one clock for the history, with the versions. "" where nothing is to be said.
[[nodiscard]] std::string history_words(
    const ClockRenewal& renewal, const store::DueVersions& before, const RenewedTicket& ticket
);

/// The letter to whoever was told the old dates; "" where none is due.
[[nodiscard]] std::string letter_words(const RenewedTicket& ticket, model::Instant now);

/// A line of the citizen's page about a change of the record; "" where it is none for citizens.
[[nodiscard]] std::string citizen_words(const store::DueChange& change, model::Instant now);

}  // namespace huiying::desk
