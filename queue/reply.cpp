#include "queue/reply.hpp"

#include <array>
#include <hiredis/hiredis.h>

namespace huiying::queue {
namespace {

constexpr std::array<std::string_view, 6> kNotNow{
    "LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "READONLY"};

}  // namespace

bool ReplyView::is_nil() const {
    return reply_ != nullptr && reply_->type == REDIS_REPLY_NIL;
}

bool ReplyView::is_error() const {
    return reply_ != nullptr && reply_->type == REDIS_REPLY_ERROR;
}

bool ReplyView::is_unavailable() const {
    if (!is_error())
        return false;
    const std::string_view code = text().substr(0, text().find(' '));
    for (const std::string_view known : kNotNow)
        if (code == known)
            return true;
    return false;
}

bool ReplyView::is_text() const {
    return reply_ != nullptr &&
           (reply_->type == REDIS_REPLY_STRING || reply_->type == REDIS_REPLY_STATUS);
}

bool ReplyView::is_array() const {
    return reply_ != nullptr && reply_->type == REDIS_REPLY_ARRAY;
}

std::string_view ReplyView::text() const {
    if (!is_text() && !is_error())
        return {};
    return {reply_->str, reply_->len};
}

std::int64_t ReplyView::integer() const {
    return reply_ != nullptr && reply_->type == REDIS_REPLY_INTEGER ? reply_->integer : 0;
}

std::size_t ReplyView::size() const {
    return is_array() ? reply_->elements : 0;
}

ReplyView ReplyView::operator[](std::size_t index) const {
    return ReplyView(reply_->element[index]);
}

Reply::Reply(void* reply) : reply_(static_cast<redisReply*>(reply)) {}

ReplyView Reply::view() const {
    return ReplyView(reply_.get());
}

void Reply::Free::operator()(redisReply* reply) const {
    freeReplyObject(reply);
}

}  // namespace huiying::queue
