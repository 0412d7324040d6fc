#include "bot/channel/safe_callback.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/time_window.hpp"

namespace huiying::channel {

Checked<QueryString> signed_query(
    std::string_view raw,
    std::string_view signature_name,
    model::Instant now,
    std::chrono::seconds skew
) {
    auto query = QueryString::parse(raw);
    if (!query)
        return query.error();
    for (const auto name :
         {signature_name, std::string_view("timestamp"), std::string_view("nonce")}) {
        if (query->get(name).empty())
            return Fault::missing_parameter;
    }
    const auto seconds = parse_seconds(query->get("timestamp"));
    if (!seconds)
        return seconds.error();
    if (const auto fresh = check_window(*seconds, now, skew); !fresh)
        return fresh.error();
    return query;
}

Checked<std::string> SafeCallback::decrypt(const QueryString& query, std::string_view encrypted)
    const {
    const std::string expected =
        callback_signature(token, query.get("timestamp"), query.get("nonce"), encrypted);
    if (!is_equal_secretly(query.get("msg_signature"), expected))
        return Fault::bad_signature;
    return cipher.decrypt(encrypted);
}

Checked<std::string> SafeCallback::open(const http::Request& request, model::Instant now) const {
    const auto envelope = FlatXml::read(request.body);
    if (!envelope)
        return envelope.error();
    if (envelope->find("Encrypt") == nullptr)
        return Fault::plaintext_not_allowed;
    const auto query = signed_query(request.query, "msg_signature", now, skew);
    if (!query)
        return query.error();
    // Only the ciphertext is signed: siblings of it, which the platform sends along in compatible
    // mode, are never read.
    return decrypt(*query, envelope->trimmed("Encrypt"));
}

Checked<std::string> SafeCallback::open_json(
    std::string_view raw_query, std::string_view encrypted, model::Instant now
) const {
    const auto query = signed_query(raw_query, "msg_signature", now, skew);
    if (!query)
        return query.error();
    return decrypt(*query, encrypted);
}

Checked<std::string> SafeCallback::open_echo(std::string_view raw_query, model::Instant now) const {
    const auto query = signed_query(raw_query, "msg_signature", now, skew);
    if (!query)
        return query.error();
    if (query->get("echostr").empty())
        return Fault::missing_parameter;
    return decrypt(*query, query->get("echostr"));
}

}  // namespace huiying::channel
