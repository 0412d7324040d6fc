#include "bot/channel/open311_request.hpp"

#include "bot/channel/digest.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <set>

namespace huiying::channel {
namespace {

constexpr std::size_t kMaxParameters = 100;
constexpr std::size_t kMaxValueCharacters = 500;
constexpr std::string_view kAttribute = "attribute[";

struct FieldRow {
    std::string_view name;
    std::size_t characters;
};

constexpr std::array kFields{
    FieldRow{"lat", 30},
    FieldRow{"long", 30},
    FieldRow{"address_string", 200},
    FieldRow{"address_id", 200},
    FieldRow{"description", 4000},
    FieldRow{"media_url", 2000},
    FieldRow{"email", 100},
    FieldRow{"phone", 50},
    FieldRow{"first_name", 50},
    FieldRow{"last_name", 50},
    FieldRow{"device_id", 200},
    FieldRow{"account_id", 200},
};

using Problem = std::optional<Open311Problem>;

Open311Problem wrong(std::string field, std::string description, int status = 400) {
    return {status, std::move(field), std::move(description)};
}

/// A decimal number and nothing else: no "nan", no "inf", no hexadecimal digits.
std::optional<double> parse_decimal(std::string_view text) {
    if (text.empty() || text.find_first_not_of("0123456789.-") != std::string_view::npos)
        return std::nullopt;
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    const bool is_whole = read.ec == std::errc{} && read.ptr == end && std::isfinite(value);
    return is_whole ? std::optional(value) : std::nullopt;
}

bool is_within(std::string_view text, double bound) {
    const auto value = parse_decimal(text);
    return value && std::abs(*value) <= bound;
}

/// "attribute[code]" or "attribute[code][]" -> code; "" for another name.
std::string_view attribute_code(std::string_view name) {
    if (!name.starts_with(kAttribute))
        return {};
    const std::size_t end = name.find(']');
    if (end == std::string_view::npos)
        return {};
    const auto rest = name.substr(end + 1);
    return rest.empty() || rest == "[]" ? name.substr(kAttribute.size(), end - kAttribute.size())
                                        : std::string_view();
}

bool is_list_name(std::string_view name) {
    return name.ends_with("[]");
}

Problem duplicate_in(const std::vector<http::Parameter>& form) {
    std::set<std::string_view> names;
    for (const auto& parameter : form) {
        if (!is_list_name(parameter.name) && !names.insert(parameter.name).second)
            return wrong("duplicate_parameter", "参数 " + parameter.name + " 出现了两次");
    }
    return std::nullopt;
}

std::string value_of(const std::vector<http::Parameter>& form, std::string_view name) {
    const auto value = http::find(form, name);
    return value ? std::string(*value) : std::string();
}

Problem read_fields(const std::vector<http::Parameter>& form, Open311Request& request) {
    for (const auto& row : kFields) {
        const std::string name(row.name);
        const std::string value = value_of(form, row.name);
        if (value.empty())
            continue;
        if (!text::is_valid_text(value))
            return wrong(name, name + " 不是有效的 UTF-8 文字");
        if (text::code_point_count(value) > row.characters)
            return wrong(name, name + " 不超过 " + std::to_string(row.characters) + " 字");
        request.fields[name] = value;
    }
    return std::nullopt;
}

Problem check_location(const Open311Request& request) {
    const auto& fields = request.fields;
    if (fields.count("address_string") != 0 || fields.count("address_id") != 0) {
        if (fields.count("lat") == 0 && fields.count("long") == 0)
            return std::nullopt;
    }
    const auto lat = fields.find("lat");
    const auto lon = fields.find("long");
    const bool is_point = lat != fields.end() && lon != fields.end() &&
                          is_within(lat->second, 90) && is_within(lon->second, 180);
    if (is_point)
        return std::nullopt;
    return wrong("location", "请给出 lat 与 long、address_string 或 address_id");
}

bool is_in(const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_allowed(const Open311Attribute& attribute, const std::string& value) {
    if (!text::is_valid_text(value) || text::code_point_count(value) > kMaxValueCharacters)
        return false;
    if (attribute.datatype == "number")
        return parse_decimal(value).has_value();
    const bool is_list =
        attribute.datatype == "singlevaluelist" || attribute.datatype == "multivaluelist";
    return !is_list || is_in(attribute.values, value);
}

Problem read_attribute(
    const std::vector<http::Parameter>& form,
    const Open311Attribute& attribute,
    Open311Request& request
) {
    std::vector<std::string> values;
    for (const auto& parameter : form) {
        if (attribute_code(parameter.name) == attribute.code && !parameter.value.empty())
            values.push_back(parameter.value);
    }
    const std::string field = "attribute[" + attribute.code + "]";
    if (values.empty())
        return attribute.required ? Problem(wrong(field, "缺少 " + field)) : std::nullopt;
    const bool is_many = attribute.datatype == "multivaluelist";
    const bool is_right = std::all_of(values.begin(), values.end(), [&](const auto& value) {
        return is_allowed(attribute, value);
    });
    if (!is_right || (values.size() > 1 && !is_many))
        return wrong(field, field + " 的值不在允许的范围内");
    request.attributes[attribute.code] = std::move(values);
    return std::nullopt;
}

Problem check_key(const std::vector<http::Parameter>& form, const Open311Desk& desk) {
    const std::string key = value_of(form, "api_key");
    const bool is_known =
        std::any_of(desk.api_keys.begin(), desk.api_keys.end(), [&](const auto& known) {
            return is_equal_secretly(key, known);
        });
    return is_known ? std::nullopt : Problem(wrong("api_key", "api_key 缺少或不对", 403));
}

Problem read_service(
    const std::vector<http::Parameter>& form, const Open311Desk& desk, Open311Request& request
) {
    request.service_code = value_of(form, "service_code");
    if (request.service_code.empty())
        return wrong("service_code", "缺少 service_code");
    const auto service =
        std::find_if(desk.services.begin(), desk.services.end(), [&](const auto& candidate) {
            return candidate.code == request.service_code;
        });
    if (service == desk.services.end())
        return wrong("service_code", "没有这个 service_code", 404);
    for (const auto& attribute : service->attributes) {
        if (auto problem = read_attribute(form, attribute, request))
            return problem;
    }
    return std::nullopt;
}

}  // namespace

boost::system::result<Open311Request, Open311Problem> read_open311_request(
    std::string_view body, const Open311Desk& desk
) {
    const auto form = http::form_parameters(body);
    if (form.size() > kMaxParameters)
        return wrong("body", "参数过多");
    Open311Request request;
    if (auto problem = check_key(form, desk))
        return *std::move(problem);
    if (auto problem = duplicate_in(form))
        return *std::move(problem);
    if (auto problem = read_service(form, desk, request))
        return *std::move(problem);
    if (auto problem = read_fields(form, request))
        return *std::move(problem);
    if (auto problem = check_location(request))
        return *std::move(problem);
    return request;
}

}  // namespace huiying::channel
