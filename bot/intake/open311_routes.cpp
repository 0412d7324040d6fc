#include "bot/intake/open311_routes.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/open_channels.hpp"
#include "bot/intake/arrival.hpp"
#include "bot/intake/open311_posted.hpp"
#include "http/router.hpp"
#include "queue/appender.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace huiying::intake {
namespace {

using channel::Open311Format;
using channel::Open311Problem;
using http::Request;
using http::Response;

constexpr std::size_t kMaxNumbers = 50;

Response response_of(channel::Answer answer) {
    Response response{.status = answer.status};
    response.headers.emplace_back("Content-Type", std::move(answer.content_type));
    response.body = std::move(answer.body);
    return response;
}

Response problem_of(Open311Format format, const Open311Problem& problem) {
    return response_of(channel::open311_problem(format, problem));
}

const Open311Problem kNotFound{404, "", "没有这个地址"};

/// "requests.json" -> "requests" and the format; another ending is an unknown name.
std::pair<std::string, Open311Format> split_name(std::string_view name) {
    if (name.ends_with(".xml"))
        return {std::string(name.substr(0, name.size() - 4)), Open311Format::xml};
    if (name.ends_with(".json"))
        return {std::string(name.substr(0, name.size() - 5)), Open311Format::json};
    return {"", Open311Format::json};
}

bool knows(const channel::Open311Account& account, std::string_view key) {
    const auto& keys = account.api_keys();
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& known) {
        return channel::is_equal_secretly(key, known);
    });
}

std::string parameter(const Request& request, std::string_view name) {
    const auto parameters = http::query_parameters(request.query);
    const auto value = http::find(parameters, name);
    return value ? std::string(*value) : std::string();
}

}  // namespace

/// What a request is about, once its account is found.
struct Open311Routes::Asked {
    std::shared_ptr<const channel::Channel> channel;
    const channel::Open311Account* account = nullptr;
    std::string resource;
    Open311Format format = Open311Format::json;

    Asked(const channel::OpenChannels& channels, const Request& request, std::string_view name)
        : channel(channels.find("open311", request.param("account"))),
          account(dynamic_cast<const channel::Open311Account*>(channel.get())) {
        std::tie(resource, format) = split_name(name);
        if (account == nullptr)
            resource.clear();
    }
};

void Open311Routes::add_to(http::Router& router) {
    const std::string list = "/open311/{account}/v2/{resource}";
    router.add(
        {http::Method::post,
         list,
         "open311_post",
         http::AsyncHandler([this](const Request& request, http::Responder respond) {
             post(request, std::move(respond));
         })}
    );
    router.add(
        {http::Method::get, list, "open311_list", http::Handler([this](const Request& request) {
             return get_list(request);
         })}
    );
    router.add(
        {http::Method::get,
         list + "/{id}",
         "open311_one",
         http::Handler([this](const Request& request) { return get_one(request); })}
    );
}

void Open311Routes::post(const Request& request, http::Responder respond) {
    const Asked asked(uses_.channels, request, request.param("resource"));
    if (asked.resource != "requests")
        return respond(problem_of(asked.format, kNotFound));
    const auto read = channel::read_open311_request(
        request.body, {asked.account->services(), asked.account->api_keys()}
    );
    if (!read)
        return respond(problem_of(asked.format, read.error()));
    auto message = asked.account->message_of(
        *read, std::string(request.header("idempotency-key")), uses_.turns.clock.now()
    );
    arrive(
        uses_.turns,
        std::move(message),
        channel::Passive::no,
        [this,
         respond = std::make_shared<http::Responder>(std::move(respond)),
         format = asked.format](
            const channel::Message& posted, const model::Result<conversation::AtOnce>& answer
        ) { answer_posted(format, posted, answer, std::move(*respond)); }
    );
}

/// Who asks for it at once finds it, though it is not taken in yet.
void Open311Routes::answer_posted(
    Open311Format format,
    const channel::Message& message,
    const model::Result<conversation::AtOnce>& answer,
    http::Responder respond
) const {
    if (answer.has_error())
        return respond(problem_of(format, {503, "", "系统暂时无法受理，请稍后再试"}));
    uses_.turns.appender.remember(
        posted_name(message.inbound.account, answer->number),
        pack_posted(message.inbound),
        kPostedLength,
        [respond = std::make_shared<http::Responder>(std::move(respond)),
         receipt = channel::open311_receipt(
             format, {answer->number, answer->code, ""}
         )](const model::Result<std::string>&) {
            // It is in the stream, whether or not it is remembered.
            (*respond)(response_of(receipt));
        }
    );
}

Response Open311Routes::get_list(const Request& request) const {
    const Asked asked(uses_.channels, request, request.param("resource"));
    if (asked.resource == "services")
        return response_of(channel::open311_services(asked.format, asked.account->services()));
    if (asked.resource == "discovery")
        return response_of(channel::open311_discovery(
            asked.format, uses_.public_url + "/open311/" + asked.channel->account().name + "/v2"
        ));
    if (asked.resource != "requests")
        return problem_of(asked.format, kNotFound);
    if (!knows(*asked.account, parameter(request, "api_key")))
        return problem_of(asked.format, {403, "api_key", "api_key 缺少或不对"});
    // It overrides all others.
    const auto numbers = parameter(request, "service_request_id");
    return numbers.empty() ? listed(asked, request) : requests(asked, numbers);
}

Response Open311Routes::get_one(const Request& request) const {
    const Asked asked(uses_.channels, request, request.param("id"));
    const auto resource = request.param("resource");
    if (asked.account == nullptr || asked.resource.empty())
        return problem_of(asked.format, kNotFound);
    if (resource == "services") {
        for (const auto& service : asked.account->services()) {
            if (service.code == asked.resource)
                return response_of(channel::open311_definition(asked.format, service));
        }
        return problem_of(asked.format, {404, "service_code", "没有这个 service_code"});
    }
    if (resource != "requests" && resource != "tokens")
        return problem_of(asked.format, kNotFound);
    if (!knows(*asked.account, parameter(request, "api_key")))
        return problem_of(asked.format, {403, "api_key", "api_key 缺少或不对"});
    if (resource == "requests")
        return requests(asked, asked.resource);
    // A request has its number from the first moment: it is its own token.
    return uses_.status(asked.channel->account().name, asked.resource)
               ? response_of(channel::open311_token(asked.format, asked.resource))
               : problem_of(asked.format, {404, "token", "没有这个 token"});
}

Response Open311Routes::requests(const Asked& asked, const std::string& list) const {
    const auto numbers = channel::split_open311_list(list, kMaxNumbers);
    if (numbers.empty() || numbers.size() > kMaxNumbers)
        return problem_of(
            asked.format, {400, "service_request_id", "请给出 1 至 50 个编号，用逗号分开"}
        );
    std::vector<channel::Open311Status> found;
    for (const auto& number : numbers) {
        if (auto status = uses_.status(asked.channel->account().name, number))
            found.push_back(std::move(*status));
    }
    if (found.empty())
        return problem_of(asked.format, {404, "service_request_id", "没有这个编号"});
    return response_of(channel::open311_requests(asked.format, found, asked.account->services()));
}

Response Open311Routes::listed(const Asked& asked, const Request& request) const {
    const auto filter = channel::read_open311_filter(request.query, uses_.turns.clock.now());
    if (!filter)
        return problem_of(asked.format, filter.error());
    return response_of(channel::open311_requests(
        asked.format, uses_.list(asked.channel->account().name, *filter), asked.account->services()
    ));
}

}  // namespace huiying::intake
