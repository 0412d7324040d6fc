// Open311 GeoReport v2: the services of an account, and a request as it is posted. Pure.
// Source: https://wiki.open311.org/GeoReport_v2/ (read 2026-11-25). The lengths are characters.
#pragma once

#include <boost/system/result.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

struct Open311Attribute {
    std::string code;
    std::string datatype;  ///< string, number, datetime, text, singlevaluelist, multivaluelist
    std::string description;
    bool required = false;
    std::vector<std::string> values;  ///< keys of a list
};

struct Open311Service {
    std::string code;
    std::string name;
    std::string description;
    std::string group;
    std::string unit;  ///< code of the unit that it is for, or empty
    std::string kind;  ///< word of model::Kind, or empty
    std::vector<Open311Attribute> attributes;
};

/// The services that an account's setting `services` lists (JSON, as GeoReport v2 writes them, with
/// `unit` and `kind` of ours); nullopt when it is not readable. "" gives the five kinds of
/// messages.
[[nodiscard]] std::optional<std::vector<Open311Service>> read_open311_services(std::string_view list
);

struct Open311Request {
    std::string service_code;
    std::map<std::string, std::vector<std::string>> attributes;  ///< those of the service
    std::map<std::string, std::string> fields;  ///< address_string, lat, description, email ...
};

/// What is wrong with a request: HTTP status, what it is about, and a sentence for people.
struct Open311Problem {
    int status = 400;
    std::string field;
    std::string description;
};

/// Who may post, and for what.
struct Open311Desk {
    const std::vector<Open311Service>& services;
    const std::vector<std::string>& api_keys;
};

/// Reads a form. An empty parameter counts as absent, an unknown attribute is passed over.
[[nodiscard]] boost::system::result<Open311Request, Open311Problem> read_open311_request(
    std::string_view body, const Open311Desk& desk
);

}  // namespace huiying::channel
