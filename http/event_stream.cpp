#include "http/event_stream.hpp"

#include <algorithm>
#include <utility>

namespace huiying::http {
namespace {

std::string_view first_line(std::string_view text) {
    return text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\n");
}

}  // namespace

EventChannel::EventChannel(std::size_t limit_bytes, std::function<void()> wake)
    : limit_bytes_(limit_bytes), wake_(std::move(wake)) {}

bool EventChannel::append(std::string_view bytes) {
    {
        const std::lock_guard lock(mutex_);
        if (state_ != State::open)
            return false;
        if (waiting_.size() + bytes.size() <= limit_bytes_) {
            waiting_.append(bytes);
            if (!is_awake_ && wake_)
                wake_();
            is_awake_ = true;
            return true;
        }
    }
    finish(State::aborted);
    return false;
}

void EventChannel::finish(State state) {
    std::function<void()> finished;
    {
        const std::lock_guard lock(mutex_);
        if (state_ == State::aborted || state_ == state || state == State::open)
            return;
        state_ = state;
        finished = std::exchange(finished_, nullptr);
        if (wake_)
            wake_();
        if (state == State::aborted)
            wake_ = nullptr;
    }
    if (finished)
        finished();
}

std::string EventChannel::take() {
    const std::lock_guard lock(mutex_);
    is_awake_ = false;
    return std::exchange(waiting_, {});
}

EventChannel::State EventChannel::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

void EventChannel::on_finish(std::function<void()> callback) {
    {
        const std::lock_guard lock(mutex_);
        if (state_ == State::open) {
            finished_ = std::move(callback);
            return;
        }
    }
    callback();
}

EventStream::EventStream(std::shared_ptr<EventChannel> channel) : channel_(std::move(channel)) {}

bool EventStream::send(std::string_view event, std::string_view data, std::string_view id) const {
    return channel_->append(format_event(event, data, id));
}

bool EventStream::closed() const {
    return channel_->state() != EventChannel::State::open;
}

void EventStream::close() const {
    channel_->finish(EventChannel::State::ended);
}

void EventStream::on_close(std::function<void()> callback) const {
    channel_->on_finish(std::move(callback));
}

std::string format_event(std::string_view event, std::string_view data, std::string_view id) {
    std::string out;
    out.reserve(event.size() + data.size() + id.size() + 32);
    if (!event.empty())
        append_field(out, "event", first_line(event));
    if (!id.empty())
        append_field(out, "id", first_line(id));
    for (;;) {
        const auto line = first_line(data);
        append_field(out, "data", line);
        if (line.size() == data.size())
            break;
        const bool is_crlf = data.substr(line.size(), 2) == "\r\n";
        data.remove_prefix(line.size() + (is_crlf ? 2 : 1));
    }
    out.append("\n");
    return out;
}

}  // namespace huiying::http
