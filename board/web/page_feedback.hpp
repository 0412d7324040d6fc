// 有用 or 没用, said of a published answer by who reads it. Used by page_routes. Blocks (SQL).
#pragma once

#include "board/web/page_layout.hpp"

#include <memory>

namespace huiying::desk {
class EntryFeedback;
class Publications;
}  // namespace huiying::desk

namespace huiying::http {
class AddressQuota;
}

namespace huiying::web {

/// What the handler uses. References must outlive it.
struct FeedbackUses {
    const PageLayout& layout;
    const desk::Publications& publications;
    desk::EntryFeedback& feedback;
    http::AddressQuota& quota;
};

/// 303 to the page that says thank you, also to who has spoken today already. The page with what
/// was written: 422 (nothing chosen, remark too long), 429 (too many from there), 403 (sent from
/// another site). 404: no such entry.
http::Response post_feedback(const FeedbackUses& uses, const http::Request& request);

}  // namespace huiying::web
