// The part of a session between a request read and a response written: no coroutine here.
#include "http/response_bytes.hpp"
#include "http/session.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>

namespace huiying::http {
namespace {

constexpr std::size_t kCopiedBody = 4096;  // up to this, a body is sent in one piece with its head

std::string_view after_authority(std::string_view target) {
    // absolute-form: "http://host/path"
    const auto scheme = target.find("://");
    if (target.empty() || target.front() == '/' || scheme == std::string_view::npos)
        return target;
    const auto path = target.find('/', scheme + 3);
    return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

std::string_view without_base(std::string_view path, std::string_view base) {
    if (base.empty() || path.substr(0, base.size()) != base)
        return path;
    const auto rest = path.substr(base.size());
    if (rest.empty())
        return "/";
    return rest.front() == '/' ? rest : path;
}

bool is_plain_token(std::string_view text) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    return !text.empty() && text.size() <= 64 && text.find_first_not_of(plain) == text.npos;
}

void write_hex(std::uint64_t number, char* to, std::size_t digits) {
    for (std::size_t i = digits; i-- > 0; number >>= 4)
        to[i] = "0123456789abcdef"[number & 0xf];
}

// The value that the nearest proxy wrote: the last of the last such header.
std::string_view last_value(std::span<const Header> headers, std::string_view name) {
    std::string_view value;
    for (const Header& each : headers) {
        if (same_text(each.name, name))
            value = each.value;
    }
    const auto comma = value.rfind(',');
    return trimmed(comma == value.npos ? value : value.substr(comma + 1));
}

std::string describe(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "an exception of unknown type";
    }
}

/// What a handler threw, in words: the exception itself ends on the thread that threw it.
using Failure = std::unique_ptr<std::string>;

Failure failure_of(const std::exception_ptr& thrown) {
    return std::make_unique<std::string>(describe(thrown));
}

}  // namespace

std::size_t Session::body_limit_for(Method method, std::string_view target) {
    const auto& settings = context_->settings;
    const auto local = after_authority(target);
    const auto question = std::min(local.find('?'), local.size());
    request_.method = method;
    request_.target = target;
    request_.path = without_base(local.substr(0, question), settings.base_path);
    request_.query = local.substr(std::min(question + 1, local.size()));
    match_ = context_->router.find(method, request_.path, request_.params);
    if (match_.route == nullptr)
        return kDefaultBodyLimitBytes;
    request_.route = match_.route->name;
    return match_.route->body_limit;
}

void Session::complete_request(Progress progress) {
    is_fresh_ = false;
    request_.headers = reader_.parts().headers;
    request_.body = reader_.parts().body;
    identify_peer();
    if (context_->settings.on_exchange)
        completed_at_ = std::chrono::steady_clock::now();
    keep_alive_ = progress == Progress::complete && reader_.keeps_alive();
    if (progress == Progress::complete)
        return;
    const auto [status, code] = reader_.refusal();
    if (is_expired_)
        response_ = refusal(408, "request_timeout");
    else if (is_over_budget_)
        response_ = refusal_over_budget();
    else if (status == 413 && match_.route == nullptr)
        response_ = refusal_of_unrouted();
    else
        response_ = refusal(status, code);
}

void Session::identify_peer() {
    write_hex(context_->request_id_prefix, own_id_.data(), 8);
    write_hex(++context_->sequence, own_id_.data() + 8, 8);
    request_.request_id = {own_id_.data(), own_id_.size()};
    request_.peer = remote_;
    if (!is_proxied_)
        return;
    request_.peer = context_->proxies.client_of(remote_, request_.headers);
    request_.is_tls = same_text(last_value(request_.headers, "x-forwarded-proto"), "https");
    const auto given = request_.header("x-request-id");
    if (is_plain_token(given))
        request_.request_id = given;
}

void Session::dispatch() {
    enter(State::handling);
    if (match_.route == nullptr)
        return respond(refusal_of_unrouted());
    const auto& handler = match_.route->handler;
    switch (match_.route->kind()) {
        case RouteKind::async:
            return call_async(std::get<AsyncHandler>(handler));
        case RouteKind::blocking:
            return call_blocking(std::get<Handler>(handler));
        case RouteKind::event_stream:
            if (request_.method == Method::head)
                return respond(refusal(405, "method_not_allowed").with("Allow", "GET"));
            return call_event_stream(std::get<EventStreamHandler>(handler));
    }
}

void Session::call_async(const AsyncHandler& handler) {
    try {
        handler(request_, Responder(shared_from_this()));
    } catch (...) {
        // The Responder died with the call and has answered 500.
        fail(describe(std::current_exception()));
    }
}

void Session::call_blocking(const Handler& handler) {
    submit([self = shared_from_this(), &handler] {
        Response response;
        Failure failure;
        try {
            response = handler(self->request_);
        } catch (...) {
            failure = failure_of(std::current_exception());
        }
        boost::asio::post(
            self->context_->executor,
            [self, what = std::move(failure), answer = std::move(response)]() mutable {
                if (!what)
                    return self->respond(std::move(answer));
                self->fail(*what);
                self->abandon();
            }
        );
    });
}

void Session::call_event_stream(const EventStreamHandler& handler) {
    const auto wake_session = [weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->on_channel_wake();
    };
    channel_ = std::make_shared<EventChannel>(
        context_->settings.event_buffer_limit,
        [executor = context_->executor, wake_session] { boost::asio::post(executor, wake_session); }
    );
    submit([self = shared_from_this(), &handler, stream = EventStream(channel_)] {
        std::optional<Response> refused;
        Failure failure;
        try {
            refused = handler(self->request_, stream);
        } catch (...) {
            failure = failure_of(std::current_exception());
        }
        boost::asio::post(
            self->context_->executor,
            [self, what = std::move(failure), refused]() mutable {
                if (what)
                    self->fail(*what);
                if (what)
                    return self->abandon();
                if (refused)
                    return self->respond(std::move(*refused));
                self->is_stream_open_ = true;
                self->wake();
            }
        );
    });
}

void Session::submit(std::function<void()> task) {
    if (!context_->pool.submit(std::move(task)))
        respond(refusal(503, "overloaded"));
}

void Session::respond(Response response) {
    if (state_ != State::handling || response_)
        return;
    if (channel_)
        channel_->finish(EventChannel::State::aborted);
    channel_.reset();
    response_ = std::move(response);
    wake();
}

void Session::abandon() {
    respond(refusal(500, "internal_error"));
}

void Session::fail(std::string_view what) {
    if (context_->settings.on_failure)
        context_->settings.on_failure(request_.request_id, what);
}

Response Session::refusal(int status, std::string_view code) {
    const auto& make = context_->settings.error_response;
    Response response =
        make ? make(request_, status, code) : text(status, std::string(code) + "\n");
    const auto says_when = [](const auto& header) {
        return same_text(header.first, "Retry-After");
    };
    if (status == 503 && std::none_of(response.headers.begin(), response.headers.end(), says_when))
        response.headers.emplace_back("Retry-After", "1");
    return response;
}

Response Session::refusal_over_budget() {
    if (context_->settings.on_body_refused)
        context_->settings.on_body_refused();
    return refusal(503, "overloaded");
}

Response Session::refusal_of_unrouted() {
    if (match_.allow.empty())
        return refusal(404, "not_found");
    return refusal(405, "method_not_allowed").with("Allow", match_.allow);
}

void Session::prepare_response() {
    Response& response = *response_;
    const bool is_bodiless = request_.method == Method::head;
    keep_alive_ = keep_alive_ && !context_->is_stopping;
    body_left_ = {};
    if (response.raw) {
        head_left_ = *response.raw;
        if (is_bodiless)
            head_left_ = head_left_.substr(0, head_left_.find("\r\n\r\n") + 4);
    } else {
        if (context_->settings.decorate)
            context_->settings.decorate(request_, response);
        const auto kept = reader_.parts().is_version_1_0 ? AfterResponse::keep_alive_announced
                                                         : AfterResponse::keep_alive;
        std::string& head = context_->head_scratch;
        head.clear();
        append_head(
            head, response, {keep_alive_ ? kept : AfterResponse::close, request_.request_id}
        );
        const auto body = is_bodiless ? std::string_view() : body_of(response);
        if (body.size() <= kCopiedBody)
            head.append(body);
        else
            body_left_ = body;
        head_left_ = head;
    }
    response_bytes_ = head_left_.size() + body_left_.size();
}

void Session::prepare_stream_head() {
    Response response = empty(200)
                            .with("Content-Type", "text/event-stream")
                            .with("Cache-Control", "no-store")
                            .with("X-Accel-Buffering", "no");
    if (context_->settings.decorate)
        context_->settings.decorate(request_, response);
    head_.clear();
    append_stream_head(head_, response, request_.request_id);
    head_left_ = head_;
    body_left_ = {};
}

void Session::report() {
    const auto& settings = context_->settings;
    if (!settings.on_exchange)
        return;
    const auto elapsed = std::chrono::steady_clock::now() - completed_at_;
    settings.on_exchange({request_, response_->status, response_bytes_, elapsed});
}

}  // namespace huiying::http
