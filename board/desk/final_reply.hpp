// The final reply goes out: in writing on the citizen's channel, or told by phone and to be read at
// number and code. Private to this room.
#pragma once

#include "board/desk/reply_with.hpp"
#include "board/desk/ticket_move.hpp"

#include <string>
#include <string_view>

namespace huiying::desk {

/// Asked once: below the first final reply, or right after it.
inline constexpr std::string_view kAskForGrade =
    "请您评价这次办理：回复“满意”“基本满意”或“不满意”。也可以接着留言补充。";

/// Errors: text_too_long, bad_request (a call without its number, a time ahead).
[[nodiscard]] model::Result<void> check_with(const ReplyWith& with, model::Instant now);
/// As board/workflow asks for it.
[[nodiscard]] workflow::FinalReply reply_of(const ReplyWith& with);

/// Letter, letters to those whose tickets are carried, history and audit rows, the call, the
/// promise, which stands below the reply.
void send_final_reply(MoveContext& context, const std::string& written, const ReplyWith& with);

}  // namespace huiying::desk
