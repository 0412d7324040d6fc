// Why an endpoint gave nothing that can be used. Used by this room's clients and by app, which
// counts them. None of them is the citizen's or the staff's business: whoever asks goes on without.
#pragma once

#include <array>
#include <string_view>

namespace huiying::language_model {

enum class Fault {
    none,
    off,               ///< no address is set
    unreachable,       ///< no connection, or none that is trusted
    timed_out,         ///< no answer within the time
    busy,              ///< 429 or 5xx, also after the last try
    refused,           ///< another status than 200: wrong key, unknown model
    not_json,          ///< an answer that is no JSON, or is cut
    wrong_shape,       ///< JSON without what was asked for
    wrong_dimensions,  ///< vectors of another length than expected, or of different lengths
    declined,          ///< the model would not write, or its filter kept it
    cut_short,         ///< the text ends at the bound of tokens
};

/// All of them, for counters.
inline constexpr std::array kFaults{
    Fault::none,
    Fault::off,
    Fault::unreachable,
    Fault::timed_out,
    Fault::busy,
    Fault::refused,
    Fault::not_json,
    Fault::wrong_shape,
    Fault::wrong_dimensions,
    Fault::declined,
    Fault::cut_short};

/// "answered" for none; stable words for logs and metrics.
[[nodiscard]] std::string_view to_word(Fault fault);

}  // namespace huiying::language_model
