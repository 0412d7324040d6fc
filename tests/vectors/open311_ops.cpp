#include "bot/channel/open311_request.hpp"
#include "vector_ops.hpp"

namespace huiying::vectors {
namespace {

std::string run_open311(const Json& inputs, const Json& expected) {
    const auto services = channel::read_open311_services(inputs.at("services").dump());
    if (!services)
        return "the services are not readable";
    const auto keys = inputs.at("api_keys").get<std::vector<std::string>>();
    const auto request =
        channel::read_open311_request(inputs.at("body").get<std::string>(), {*services, keys});
    const auto differs = compare_accept(request.has_value(), expected);
    if (!request) {
        const auto& problem = request.error();
        const auto reason = std::to_string(problem.status) + ":" + problem.field;
        return differs.empty() ? compare("reason", reason, expected.at("reason"))
                               : differs + " (" + reason + ")";
    }
    if (!differs.empty())
        return differs;
    const Json got{
        {"service_code", request->service_code},
        {"attributes", request->attributes},
        {"fields", request->fields}};
    const Json wanted{
        {"service_code", expected.at("service_code")},
        {"attributes", expected.at("attributes")},
        {"fields", expected.at("fields")}};
    return compare("request", got, wanted);
}

}  // namespace

Run find_open311_run(std::string_view op) {
    return op == "open311" ? run_open311 : nullptr;
}

}  // namespace huiying::vectors
