// What the vectors of every platform's channel share: an account opened by the product's own row,
// the request and the moment of a case, and what every refusal must hold to.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/instant.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "http/request.hpp"
#include "vector_ops.hpp"

#include <memory>
#include <string>
#include <vector>

namespace huiying::vectors {

/// nullptr when the product refuses the account.
std::unique_ptr<channel::Channel> opened_by(
    const channel::ChannelRow& row, const model::ChannelAccount& account
);

/// A request with the case's headers, query and body, those that it has; they are views into the
/// case.
struct CaseRequest {
    explicit CaseRequest(const Json& inputs);
    CaseRequest(const CaseRequest&) = delete;
    CaseRequest& operator=(const CaseRequest&) = delete;

    std::vector<http::Header> headers;
    http::Request request;
};

model::Instant now_of(const Json& inputs);

/// "" when the case is to be refused, by no 2xx and with nothing of the input in the answer.
std::string compare_refusal(
    const channel::ChannelRow& row, const channel::Refused& refused, const Json& expected
);

}  // namespace huiying::vectors
