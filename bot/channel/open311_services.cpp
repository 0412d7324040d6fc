#include "bot/channel/json_body.hpp"
#include "bot/channel/open311_request.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxServices = 500;

/// What a town takes in anyway.
constexpr std::string_view kOwnServices = R"([
  {"service_code":"question","service_name":"咨询","kind":"question"},
  {"service_code":"complaint","service_name":"投诉","kind":"complaint"},
  {"service_code":"suggestion","service_name":"建议","kind":"suggestion"},
  {"service_code":"help","service_name":"求助","kind":"help"},
  {"service_code":"report","service_name":"举报","kind":"report"}
])";

Open311Attribute attribute_of(const json& entry) {
    Open311Attribute attribute;
    attribute.code = id_at(entry, {"code"});
    attribute.datatype = id_at(entry, {"datatype"});
    attribute.description = text_at(entry, {"description"});
    const json* const required = find_at(entry, {"required"});
    attribute.required = required != nullptr && required->is_boolean() && required->get<bool>();
    const json* const values = find_at(entry, {"values"});
    if (values == nullptr || !values->is_array())
        return attribute;
    for (const auto& value : *values) {
        if (value.is_string())
            attribute.values.push_back(value.get<std::string>());
        else if (const auto key = text_at(value, {"key"}); !key.empty())
            attribute.values.push_back(key);
    }
    return attribute;
}

Open311Service service_of(const json& entry) {
    Open311Service service;
    service.code = id_at(entry, {"service_code"});
    service.name = text_at(entry, {"service_name"});
    service.description = text_at(entry, {"description"});
    service.group = text_at(entry, {"group"});
    service.unit = id_at(entry, {"unit"});
    service.kind = id_at(entry, {"kind"});
    const json* const attributes = find_at(entry, {"attributes"});
    if (attributes != nullptr && attributes->is_array())
        for (const auto& attribute : *attributes)
            service.attributes.push_back(attribute_of(attribute));
    return service;
}

bool is_usable(const Open311Service& service) {
    if (service.code.empty())
        return false;
    for (const auto& attribute : service.attributes) {
        if (attribute.code.empty())
            return false;
    }
    return true;
}

}  // namespace

std::optional<std::vector<Open311Service>> read_open311_services(std::string_view list) {
    if (list.empty())
        list = kOwnServices;
    // Read as an object: what reads JSON here bounds its depth.
    const auto whole = read_json("{\"services\":" + std::string(list) + "}");
    const json* const entries = whole ? find_at(*whole, {"services"}) : nullptr;
    if (entries == nullptr || !entries->is_array() || entries->empty() ||
        entries->size() > kMaxServices)
        return std::nullopt;
    std::vector<Open311Service> services;
    for (const auto& entry : *entries) {
        services.push_back(service_of(entry));
        if (!is_usable(services.back()))
            return std::nullopt;
    }
    return services;
}

}  // namespace huiying::channel
