// The foreseen failures of the product, one closed set, and the result type that carries them.
// Used by every room. The stable code (`code_of`) is what API clients see; the Chinese sentence is
// in board/web.
#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <string_view>
#include <type_traits>

namespace huiying::model {

enum class Errc {
    bad_request = 1,       ///< malformed input (JSON, form, parameter)
    bad_encoding,          ///< text is not valid UTF-8 or holds a NUL byte
    empty_text,            ///< nothing was written
    text_too_long,         ///< longer than the field allows
    body_too_large,        ///< request body over its limit
    unsupported_media,     ///< file type not accepted
    too_many_files,        ///< more attachments than allowed
    unknown_account,       ///< no channel account of that name
    bad_signature,         ///< signature missing or wrong
    stale_timestamp,       ///< signed time outside the window
    unauthenticated,       ///< no valid session
    forbidden,             ///< session valid, role or unit is not
    bad_csrf_token,        ///< state-changing request without its token
    bad_credentials,       ///< wrong name or password
    locked_out,            ///< too many failures, try later
    rate_limited,          ///< too many requests or guesses
    not_found,             ///< no such record, or not for this caller
    wrong_code,            ///< number and query code do not belong together
    move_not_allowed,      ///< the ticket's state does not allow this
    version_conflict,      ///< someone else changed it first
    already_exists,        ///< a unique name is taken
    second_person_needed,  ///< the reviewer must be somebody else
    text_changed,          ///< the reviewed text is not the present one
    calendar_not_covered,  ///< a date lies in a year without a calendar
    queue_full,            ///< too much in flight, try again
    queue_unavailable,     ///< Redis does not answer
    store_unavailable,     ///< the database does not answer
    unparsable,            ///< authentic, but its content cannot be read
    outcome_unknown,       ///< sent, but no answer: may have arrived
    placeholder_left,      ///< a reply still holds 【待填】
    reason_needed,         ///< a reason of the list or in words is missing
    basis_needed,          ///< a written basis is missing
    channel_needed,        ///< where the citizen should go instead is missing
    summary_needed,        ///< what was said is missing
    not_reached,           ///< nobody was spoken with, so nothing was answered
    review_needed,         ///< a second person must read it first
    opinion_missing,       ///< an assisting unit still has time for its opinion
    return_window_closed,  ///< the first working day after dispatch is over
    already_returned,      ///< this unit has returned it before
    return_cap_reached,    ///< returned as often as the town allows
    unit_designated,       ///< the office has decided on the unit
    extension_over_cap,    ///< more working days than the town allows
    deadline_passed,       ///< too late to extend
    already_asked,         ///< the same request waits already
    commitment_open,       ///< a commitment is not kept yet
    date_not_ahead,        ///< a promised date lies in the past
    already_evaluated,     ///< one grade a round
    reminded_already,      ///< one reminder a day
    survivor_unfit,        ///< the ticket to merge into is over, is itself, or others may see it
    search_too_long,       ///< a clock would have to look further ahead than it may
    phone_left,            ///< a public copy still holds somebody's telephone number
    identity_left,         ///< a public copy still holds the number of an identity document
};

/// The stable identifier of an error ("bad_signature"), as used in problem+json `code`, metrics and
/// logs.
std::string_view code_of(Errc errc);

boost::system::error_category const& errc_category();

inline boost::system::error_code make_error_code(Errc errc) {
    return {static_cast<int>(errc), errc_category()};
}

/// Errc of an error code that this category made. REQUIRES: code.category() == errc_category().
inline Errc errc_of(const boost::system::error_code& code) {
    return static_cast<Errc>(code.value());
}

/// What a foreseen failure is returned in. Mark every function that returns it [[nodiscard]].
template <class T>
using Result = boost::system::result<T>;

}  // namespace huiying::model

template <>
struct boost::system::is_error_code_enum<huiying::model::Errc> : std::true_type {};
