// An error that lies in one field of what was sent, with Chinese words to stand beside it. Made by
// desk, read by web; errc_of() reads the error itself as ever. Any thread.
#pragma once

#include "board/model/errc.hpp"

#include <string_view>

namespace huiying::model {

struct FieldFault {
    std::string_view field;  ///< as the API names it; empty: none is to blame
    std::string_view words;  ///< empty: the error's own sentence says it
};

/// `field` and `words` must be constants of the program: each pair is kept for good.
boost::system::error_code in_field(Errc errc, std::string_view field, std::string_view words = "");

/// Valid for good.
FieldFault fault_of(const boost::system::error_code& code);

}  // namespace huiying::model
