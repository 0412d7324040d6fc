// What can be wrong with a request from a platform, one closed set for all of them. The word is for
// metrics and logs only: the caller hears the same refusal whatever it was. Pure.
// Source of the checks: docs/channels/README.md.
#pragma once

#include "board/model/errc.hpp"

#include <boost/system/result.hpp>
#include <string_view>

namespace huiying::channel {

enum class Fault {
    missing_parameter,
    duplicate_parameter,
    bad_query,  ///< broken percent escape, too long, too many parameters
    bad_timestamp,
    stale_timestamp,
    future_timestamp,
    bad_signature,
    plaintext_not_allowed,  ///< the account is in safe mode, the body is not encrypted
    too_large,
    bad_xml,
    doctype_forbidden,
    duplicate_element,
    bad_base64,
    bad_length,
    bad_padding,
    bad_frame,
    bad_receive_id,
    bad_encoding,   ///< not UTF-8, or holds a NUL byte
    missing_field,  ///< a message without sender, receiver, time or type
    unknown_type,   ///< a kind of message that this version does not know
    bad_json,       ///< not JSON, deeper than allowed, or not an object
    bad_token,      ///< another verification token than the account's
    bad_app_id,     ///< meant for another application
};

struct Refused;

/// "bad_signature" and so on.
std::string_view word_of(Fault fault);

/// The product's error that a fault counts as.
model::Errc errc_of(Fault fault);

/// The refusal of a request for that fault.
Refused refused(Fault fault);

/// A value or the first thing found wrong. Read it with `*` after a check; mark every function that
/// returns it [[nodiscard]].
template <class T>
using Checked = boost::system::result<T, Fault>;

}  // namespace huiying::channel
