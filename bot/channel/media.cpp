#include "bot/channel/media.hpp"

#include "bot/channel/json_body.hpp"
#include "http/client.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;

constexpr std::int64_t kNoSuchMedia = 40007;

Media later(std::string detail) {
    return {Media::End::later, {}, std::move(detail)};
}

Media never(std::string detail) {
    return {Media::End::never, {}, std::move(detail)};
}

Media media_of(int status, std::string body, std::size_t most_bytes) {
    if (status == 200 && body.size() > most_bytes)
        return never("超过" + std::to_string(most_bytes >> 20U) + "MB");
    if (status == 200 && body.empty())
        return never("是空的");
    if (status == 200)
        return {Media::End::here, std::move(body), {}};
    if (status == 408 || status == 429 || status >= 500)
        return later("HTTP " + std::to_string(status));
    if (status >= 300 && status < 400)
        return never("原平台让到别处去取");
    if (status == 404 || status == 410)
        return never("原平台上已经没有");
    return {Media::End::never, std::move(body), "原平台不给"};
}

bool is_gone(const std::string& refusal) {
    const auto body = read_json(refusal);
    return body && number_at(*body, {"errcode"}) == kNoSuchMedia;
}

/// A platform's refusal where a file was asked for.
bool is_refusal(const Media& media) {
    return media.end != Media::End::later && media.bytes.size() < 4096 &&
           media.bytes.find('{') == 0 && read_json(media.bytes).has_value();
}

}  // namespace

HttpDownloads::HttpDownloads(http::Client& guarded, http::Client& open, std::size_t most_bytes)
    : guarded_(guarded), open_(open), most_bytes_(most_bytes) {}

Media HttpDownloads::get(const Download& download) {
    http::Client& client = download.host_named_by == HostNamedBy::message ? guarded_ : open_;
    auto result = client.get(download.url, download.headers);
    if (result.outcome == http::ClientResult::Outcome::answered)
        return media_of(result.status, std::move(result.body), most_bytes_);
    // A private address may be a name that is not resolved just now: tried again, never reached.
    return result.reason == "bad_url" ? never("地址不对") : later(result.reason);
}

std::string media_id_of(const std::string& address, std::string_view prefix) {
    return address.starts_with(prefix) ? address.substr(prefix.size()) : std::string();
}

Media fetch_with_token(const TokenMedia& media, const MediaUses& uses) {
    auto& tokens = uses.context.tokens;
    Token token = tokens.get(media.token_key, uses.context.now, media.fetch);
    for (int tries = 0; tries < 2; ++tries) {
        if (token.value.empty())
            return later(token.failure.detail);
        auto got = uses.downloads.get(media.download(token.value));
        if (!is_refusal(got))
            return got;
        const SendClass means = media.classify(200, got.bytes);
        if (means == SendClass::refresh) {
            token = tokens.replace(media.token_key, token.value, uses.context.now, media.fetch);
            continue;
        }
        const bool may_pass =
            means == SendClass::retry || means == SendClass::config || means == SendClass::quota;
        return may_pass && !is_gone(got.bytes) ? later("refused") : never("原平台上已经没有");
    }
    return later("token refused again");
}

Media fetch_media(const Channel& channel, const std::string& address, const MediaUses& uses) {
    if (const auto* const source = dynamic_cast<const MediaSource*>(&channel))
        return source->fetch_media(address, uses);
    const bool is_plain = address.starts_with("https://") || address.starts_with("http://");
    return is_plain ? uses.downloads.get({address, {}, HostNamedBy::message})
                    : never("这个渠道的文件还取不回来");
}

}  // namespace huiying::channel
