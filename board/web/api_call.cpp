#include "board/web/api_call.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <sodium.h>

namespace huiying::web {
namespace {

BadField bad_field(std::string_view key, std::string detail) {
    return {Problem{
        .code = model::Errc::bad_request, .detail = std::move(detail), .field = std::string(key)}};
}

bool is_same(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::vector<std::string> texts_in(const nlohmann::json& list, std::string_view key) {
    if (!list.is_array())
        throw bad_field(key, "须为列表");
    std::vector<std::string> values;
    for (const auto& element : list) {
        if (!element.is_string() || !text::is_valid_text(element.get_ref<const std::string&>()))
            throw bad_field(key, "须为文字列表");
        values.push_back(element.get<std::string>());
    }
    return values;
}

}  // namespace

JsonBody::JsonBody(const http::Request& request, std::initializer_list<std::string_view> keys) {
    if (!text::is_valid_text(request.body))
        throw BadField{Problem{.code = model::Errc::bad_encoding}};
    json_ = nlohmann::json::parse(request.body, nullptr, false);
    if (!json_.is_object())
        throw BadField{Problem{.code = model::Errc::bad_request, .detail = "请求体须为 JSON 对象"}};
    allow_only(keys);
}

JsonBody::JsonBody(nlohmann::json json, std::initializer_list<std::string_view> keys)
    : json_(std::move(json)) {
    allow_only(keys);
}

void JsonBody::allow_only(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, value] : json_.items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            std::vector<std::string> allowed(keys.begin(), keys.end());
            throw BadField{Problem{
                .code = model::Errc::bad_request,
                .detail = "没有这个字段",
                .field = key,
                .allowed = std::move(allowed)}};
        }
}

std::string JsonBody::text(std::string_view key) const {
    const auto found = json_.find(key);
    if (found == json_.end() || !found->is_string())
        throw bad_field(key, "须为文字");
    auto value = found->get<std::string>();
    // JSON can say a NUL or half a surrogate pair by an escape.
    if (!text::is_valid_text(value))
        throw BadField{Problem{.code = model::Errc::bad_encoding, .field = std::string(key)}};
    return value;
}

std::string JsonBody::text_or(std::string_view key, std::string fallback) const {
    return has(key) ? text(key) : std::move(fallback);
}

std::int64_t JsonBody::integer(std::string_view key) const {
    const auto found = json_.find(key);
    if (found == json_.end() || !found->is_number_integer())
        throw bad_field(key, "须为整数");
    return found->get<std::int64_t>();
}

bool JsonBody::yes(std::string_view key) const {
    if (!json_.contains(key))
        throw bad_field(key, "缺少这一项");
    return yes_or(key, false);
}

bool JsonBody::yes_or(std::string_view key, bool fallback) const {
    const auto found = json_.find(key);
    if (found == json_.end())
        return fallback;
    if (!found->is_boolean())
        throw bad_field(key, "须为 true 或 false");
    return found->get<bool>();
}

std::vector<std::string> JsonBody::texts(std::string_view key) const {
    const auto found = json_.find(key);
    return found == json_.end() ? std::vector<std::string>{} : texts_in(*found, key);
}

std::vector<std::vector<std::string>> JsonBody::lists(std::string_view key) const {
    std::vector<std::vector<std::string>> values;
    const auto found = json_.find(key);
    if (found == json_.end())
        return values;
    if (!found->is_array())
        throw bad_field(key, "须为列表");
    for (const auto& element : *found)
        values.push_back(texts_in(element, key));
    return values;
}

std::map<std::string, std::string> JsonBody::fields(std::string_view key) const {
    std::map<std::string, std::string> values;
    const auto found = json_.find(key);
    if (found == json_.end())
        return values;
    if (!found->is_object())
        throw bad_field(key, "须为对象");
    for (const auto& [name, element] : found->items()) {
        if (!element.is_string() || !text::is_valid_text(element.get_ref<const std::string&>()))
            throw bad_field(key, "值须为文字");
        values.emplace(name, element.get<std::string>());
    }
    return values;
}

std::optional<JsonBody> JsonBody::object(
    std::string_view key, std::initializer_list<std::string_view> keys
) const {
    const auto found = json_.find(key);
    if (found == json_.end())
        return std::nullopt;
    if (!found->is_object())
        throw bad_field(key, "须为对象");
    return JsonBody(*found, keys);
}

std::vector<JsonBody> JsonBody::objects(
    std::string_view key, std::initializer_list<std::string_view> keys
) const {
    std::vector<JsonBody> values;
    const auto found = json_.find(key);
    if (found == json_.end())
        return values;
    if (!found->is_array())
        throw bad_field(key, "须为列表");
    for (const auto& element : *found) {
        if (!element.is_object())
            throw bad_field(key, "须为对象的列表");
        values.push_back(JsonBody(element, keys));
    }
    return values;
}

http::Response json_response(int status, const Json& body) {
    return http::json(status, body.dump(-1, ' ', false, Json::error_handler_t::replace))
        .with("Cache-Control", "no-store");
}

http::Handler guarded(http::Handler handler) {
    return [handler = std::move(handler)](const http::Request& request) -> http::Response {
        try {
            return handler(request);
        } catch (const BadField& bad) {
            return problem(request, bad.problem);
        }
    };
}

http::Handler for_staff_at_door(desk::People& people, StaffCall call) {
    return guarded(
        [&people, call = std::move(call)](const http::Request& request) -> http::Response {
            const auto session = people.session(std::string(http::cookie(request, kSessionCookie)));
            if (session.has_error())
                return problem(request, {model::errc_of(session.error())});
            const bool changes =
                request.method != http::Method::get && request.method != http::Method::head;
            if (changes && !is_same(request.header(kCsrfHeader), session->csrf_token))
                return problem(request, {model::Errc::bad_csrf_token});
            return call(request, *session);
        }
    );
}

http::Handler for_staff(desk::People& people, StaffCall call) {
    return for_staff_at_door(
        people,
        [call = std::move(call
         )](const http::Request& request, const desk::Session& session) -> http::Response {
            return session.reach == desk::Reach::everything
                       ? call(request, session)
                       : problem(request, 403, "second_factor_to_set_up");
        }
    );
}

http::Handler for_roles(
    desk::People& people, std::initializer_list<model::Role> roles, StaffCall call
) {
    return for_staff(
        people,
        [allowed = std::vector<model::Role>(roles), call = std::move(call)](
            const http::Request& request, const desk::Session& session
        ) -> http::Response {
            const bool may = std::any_of(allowed.begin(), allowed.end(), [&](model::Role role) {
                return model::has_role(session.staff, role);
            });
            return may ? call(request, session) : problem(request, {model::Errc::forbidden});
        }
    );
}

http::Response done(const http::Request& request, const model::Result<void>& result) {
    return result.has_error() ? problem(request, problem_of(result.error())) : http::empty(204);
}

std::string session_cookie(
    const http::Request& request, const std::string& base_path, const std::string& token
) {
    std::string cookie = std::string(kSessionCookie) + "=" + token +
                         "; Path=" + (base_path.empty() ? "/" : base_path) +
                         "; HttpOnly; SameSite=Strict";
    if (request.is_tls)
        cookie += "; Secure";
    return token.empty() ? cookie + "; Max-Age=0" : cookie;
}

}  // namespace huiying::web
