#include "bot/channel/json_body.hpp"
#include "bot/channel/open311.hpp"
#include "bot/channel/text_parts.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kJson = "application/json; charset=utf-8";
constexpr std::string_view kXml = "text/xml; charset=utf-8";

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : printable(text)) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else
            safe += c;
    }
    return safe;
}

/// An object as elements of its names; a list as its elements under the name in the singular.
void write_xml(const ordered_json& value, std::string_view name, std::string& xml) {
    const std::string tag(name);
    xml += "<" + tag + ">";
    if (value.is_array()) {
        const std::string one = tag.ends_with("ies") ? tag.substr(0, tag.size() - 3) + "y"
                                                     : tag.substr(0, tag.size() - 1);
        for (const auto& entry : value)
            write_xml(entry, tag == "service_requests" ? "request" : one, xml);
    } else if (value.is_object()) {
        for (const auto& [key, entry] : value.items())
            write_xml(entry, key, xml);
    } else {
        xml += escaped(value.is_string() ? value.get<std::string>() : value.dump());
    }
    xml += "</" + tag + ">";
}

Answer answer(
    Open311Format format, std::string_view root, const ordered_json& value, int status = 200
) {
    if (format == Open311Format::json)
        return {
            status,
            std::string(kJson),
            value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
    std::string xml = R"(<?xml version="1.0" encoding="utf-8"?>)";
    write_xml(value, root, xml);
    return {status, std::string(kXml), xml};
}

ordered_json values_of(const Open311Attribute& attribute) {
    auto values = ordered_json::array();
    for (const auto& value : attribute.values)
        values.push_back({{"key", value}, {"name", value}});
    return values;
}

std::string name_of(const std::vector<Open311Service>& services, const std::string& code) {
    for (const auto& service : services)
        if (service.code == code)
            return service.name;
    return {};
}

ordered_json request_of(const Open311Status& status, const std::vector<Open311Service>& services) {
    return {
        {"service_request_id", status.number},
        {"status", status.is_closed ? "closed" : "open"},
        {"status_notes", status.notes},
        {"service_name", name_of(services, status.service_code)},
        {"service_code", status.service_code},
        {"description", status.description},
        {"agency_responsible", status.agency},
        {"requested_datetime", model::to_rfc3339(status.requested)},
        {"updated_datetime", model::to_rfc3339(status.updated)},
        {"expected_datetime", status.expected ? model::to_rfc3339(*status.expected) : ""},
        {"address", status.address}};
}

}  // namespace

Answer open311_problem(Open311Format format, const Open311Problem& problem) {
    const std::string words =
        problem.field.empty() ? problem.description : problem.field + "：" + problem.description;
    return answer(
        format,
        "errors",
        ordered_json::array({{{"code", problem.status}, {"description", words}}}),
        problem.status
    );
}

Answer open311_services(Open311Format format, const std::vector<Open311Service>& services) {
    auto list = ordered_json::array();
    for (const auto& service : services)
        list.push_back(
            {{"service_code", service.code},
             {"service_name", service.name},
             {"description", service.description},
             {"metadata", !service.attributes.empty()},
             {"type", "realtime"},
             {"keywords", ""},
             {"group", service.group}}
        );
    return answer(format, "services", list);
}

Answer open311_definition(Open311Format format, const Open311Service& service) {
    auto attributes = ordered_json::array();
    for (std::size_t i = 0; i < service.attributes.size(); ++i) {
        const auto& attribute = service.attributes[i];
        attributes.push_back(
            {{"variable", true},
             {"code", attribute.code},
             {"datatype", attribute.datatype},
             {"required", attribute.required},
             {"datatype_description", ""},
             {"order", i + 1},
             {"description", attribute.description},
             {"values", values_of(attribute)}}
        );
    }
    return answer(
        format,
        "service_definition",
        {{"service_code", service.code}, {"attributes", std::move(attributes)}}
    );
}

Answer open311_receipt(Open311Format format, const Receipt& receipt) {
    return answer(
        format,
        "service_requests",
        ordered_json::array(
            {{{"service_request_id", receipt.number},
              {"service_notice",
               "已收到。查询码：" + std::string(receipt.code) +
                   "，凭编号和查询码可以查询进度和答复。"},
              {"account_id", ""}}}
        )
    );
}

Answer open311_token(Open311Format format, const std::string& number) {
    return answer(
        format,
        "service_requests",
        ordered_json::array({{{"service_request_id", number}, {"token", number}}})
    );
}

Answer open311_requests(
    Open311Format format,
    const std::vector<Open311Status>& requests,
    const std::vector<Open311Service>& services
) {
    auto list = ordered_json::array();
    for (const auto& status : requests)
        list.push_back(request_of(status, services));
    return answer(format, "service_requests", list);
}

Answer open311_discovery(Open311Format format, const std::string& base) {
    const ordered_json endpoint{
        {"specification", "http://wiki.open311.org/GeoReport_v2"},
        {"url", base},
        {"changeset", "2026-11-25 00:00"},
        {"type", "production"},
        {"formats", ordered_json::array({"text/xml", "application/json"})}};
    return answer(
        format,
        "discovery",
        {{"changeset", "2026-11-25 00:00"},
         {"contact", ""},
         {"key_service", ""},
         {"endpoints", ordered_json::array({endpoint})}}
    );
}

}  // namespace huiying::channel
