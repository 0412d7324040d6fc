// Tables as downloads: which form is asked for, and the answer's head. Private to this room.
#pragma once

#include "board/desk/sheet_file.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <string>
#include <string_view>

namespace huiying::web {

struct SheetFormat {
    desk::SheetForm form;
    std::string_view word;
    std::string_view type;
};

/// The query's `format`: xlsx where it says nothing. Throws BadField.
[[nodiscard]] const SheetFormat& asked_format(const http::Request& request);

/// An answer that a browser keeps as a file of that name, its body still empty.
[[nodiscard]] http::Response download_of(const SheetFormat& format, const std::string& name);

}  // namespace huiying::web
