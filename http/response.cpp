#include "http/response.hpp"

#include "http/response_bytes.hpp"

namespace huiying::http {
namespace {

constexpr std::size_t kUsualHeaders = 8;  // with what the app adds to every response

Response typed(int status, std::string_view type, std::string body) {
    Response response;
    response.status = status;
    response.headers.reserve(kUsualHeaders);
    response.headers.emplace_back("Content-Type", type);
    response.body = std::move(body);
    return response;
}

class Callback final : public PendingResponse {
  public:
    explicit Callback(std::function<void(Response)> answer) : answer_(std::move(answer)) {}

    void respond(Response response) override { answer_(std::move(response)); }

  private:
    std::function<void(Response)> answer_;
};

}  // namespace

Response& Response::with(std::string name, std::string value) & {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

Response&& Response::with(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

Response text(int status, std::string body) {
    return typed(status, "text/plain; charset=utf-8", std::move(body));
}

Response json(int status, std::string body, std::string_view content_type) {
    return typed(status, content_type, std::move(body));
}

Response html(int status, std::string body) {
    return typed(status, "text/html; charset=utf-8", std::move(body));
}

Response empty(int status) {
    Response response;
    response.status = status;
    return response;
}

Response see_other(std::string location) {
    return empty(303).with("Location", std::move(location));
}

std::shared_ptr<const std::string> prebuilt(const Response& response) {
    std::string bytes;
    append_head(bytes, response, {});
    bytes.append(body_of(response));
    return std::make_shared<const std::string>(std::move(bytes));
}

Responder::Responder(std::shared_ptr<PendingResponse> pending) : pending_(std::move(pending)) {}

Responder::Responder(std::function<void(Response)> answer)
    : pending_(std::make_shared<Callback>(std::move(answer))) {}

Responder& Responder::operator=(Responder&& other) noexcept {
    if (this != &other) {
        if (pending_)
            pending_->abandon();
        pending_ = std::move(other.pending_);
    }
    return *this;
}

Responder::~Responder() {
    if (pending_)
        pending_->abandon();
}

void Responder::operator()(Response response) {
    const auto pending = std::move(pending_);
    if (pending)
        pending->respond(std::move(response));
}

}  // namespace huiying::http
