#include "bot/channel/fault.hpp"

#include "bot/channel/channel.hpp"

#include <array>
#include <cstddef>

namespace huiying::channel {
namespace {

using model::Errc;

struct FaultRow {
    Fault fault;
    std::string_view word;
    Errc errc;
};

constexpr std::array kFaults{
    FaultRow{Fault::missing_parameter, "missing_parameter", Errc::bad_signature},
    FaultRow{Fault::duplicate_parameter, "duplicate_parameter", Errc::bad_signature},
    FaultRow{Fault::bad_query, "bad_query", Errc::bad_signature},
    FaultRow{Fault::bad_timestamp, "bad_timestamp", Errc::stale_timestamp},
    FaultRow{Fault::stale_timestamp, "stale_timestamp", Errc::stale_timestamp},
    FaultRow{Fault::future_timestamp, "future_timestamp", Errc::stale_timestamp},
    FaultRow{Fault::bad_signature, "bad_signature", Errc::bad_signature},
    FaultRow{Fault::plaintext_not_allowed, "plaintext_not_allowed", Errc::bad_signature},
    FaultRow{Fault::too_large, "too_large", Errc::body_too_large},
    FaultRow{Fault::bad_xml, "bad_xml", Errc::unparsable},
    FaultRow{Fault::doctype_forbidden, "doctype_forbidden", Errc::unparsable},
    FaultRow{Fault::duplicate_element, "duplicate_element", Errc::unparsable},
    FaultRow{Fault::bad_base64, "bad_base64", Errc::unparsable},
    FaultRow{Fault::bad_length, "bad_length", Errc::unparsable},
    FaultRow{Fault::bad_padding, "bad_padding", Errc::unparsable},
    FaultRow{Fault::bad_frame, "bad_frame", Errc::unparsable},
    FaultRow{Fault::bad_receive_id, "bad_receive_id", Errc::bad_signature},
    FaultRow{Fault::bad_encoding, "bad_encoding", Errc::bad_encoding},
    FaultRow{Fault::missing_field, "missing_field", Errc::unparsable},
    FaultRow{Fault::unknown_type, "unknown_type", Errc::unparsable},
    FaultRow{Fault::bad_json, "bad_json", Errc::unparsable},
    FaultRow{Fault::bad_token, "bad_token", Errc::bad_signature},
    FaultRow{Fault::bad_app_id, "bad_app_id", Errc::bad_signature},
};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kFaults.size(); ++i) {
        if (static_cast<std::size_t>(kFaults[i].fault) != i)
            return false;
    }
    return true;
}

static_assert(is_in_order());

}  // namespace

std::string_view word_of(Fault fault) {
    return kFaults[static_cast<std::size_t>(fault)].word;
}

Errc errc_of(Fault fault) {
    return kFaults[static_cast<std::size_t>(fault)].errc;
}

Refused refused(Fault fault) {
    return {errc_of(fault), std::string(word_of(fault))};
}

}  // namespace huiying::channel
