// What Redis answered: a view (ReplyView) and its owner (Reply), so that hiredis' header stays in
// this room's sources. Not thread-safe; a view lives as long as what it looks at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

struct redisReply;

namespace huiying::queue {

class ReplyView {
  public:
    explicit ReplyView(const redisReply* reply = nullptr) : reply_(reply) {}

    /// No answer came: the connection was lost or the deadline passed.
    bool is_lost() const { return reply_ == nullptr; }

    bool is_nil() const;
    bool is_error() const;
    /// An error that means "not now" rather than "never": loading, busy with a script, no master.
    bool is_unavailable() const;
    bool is_text() const;
    bool is_array() const;

    /// Bytes of a string, a status or an error; empty for anything else.
    std::string_view text() const;
    /// 0 for anything but an integer.
    std::int64_t integer() const;
    /// Elements of an array; 0 for anything else.
    std::size_t size() const;
    /// REQUIRES: index < size()
    ReplyView operator[](std::size_t index) const;

  private:
    const redisReply* reply_;
};

class Reply {
  public:
    Reply() = default;

    /// Takes ownership; frees it with freeReplyObject.
    explicit Reply(void* reply);

    ReplyView view() const;

    ReplyView operator*() const { return view(); }

  private:
    struct Free {
        void operator()(redisReply* reply) const;
    };

    std::unique_ptr<redisReply, Free> reply_;
};

}  // namespace huiying::queue
