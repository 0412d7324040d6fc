// Files that staff send with a reply: added to the draft, taken away from it.
#pragma once

#include "board/desk/people.hpp"
#include "board/desk/reply_files.hpp"
#include "http/router.hpp"

namespace huiying::web {

void add_reply_file_routes(http::Router& router, desk::People& people, desk::ReplyFiles& files);

}  // namespace huiying::web
