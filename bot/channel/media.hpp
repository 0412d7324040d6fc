// Files that a platform keeps for a while: how their bytes are got. A channel whose files need more
// than a plain address is a `MediaSource`. Used by bot/delivery's fetcher; blocking, thread-safe.
#pragma once

#include "bot/channel/channel.hpp"
#include "bot/channel/token_cache.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::http {
class Client;
}

namespace huiying::channel {

struct Media {
    enum class End { here, later, never };

    End end = End::later;
    std::string bytes;
    std::string detail;  ///< why not; of `never` a Chinese phrase for the desk
};

/// Who named the host: whoever sent the message (then it must be a public one), or the account's
/// own settings.
enum class HostNamedBy { message, account };

struct Download {
    std::string url;  ///< may hold a token: never logged
    std::vector<std::pair<std::string, std::string>> headers;
    HostNamedBy host_named_by = HostNamedBy::message;
};

/// Gets files: bounded in size and time, no redirects.
class Downloads {
  public:
    virtual ~Downloads() = default;
    virtual Media get(const Download& download) = 0;
};

/// Over two clients, which must outlive it: one that reaches public addresses only.
class HttpDownloads final : public Downloads {
  public:
    HttpDownloads(http::Client& guarded, http::Client& open, std::size_t most_bytes);
    Media get(const Download& download) override;

  private:
    http::Client& guarded_;
    http::Client& open_;
    std::size_t most_bytes_;
};

struct MediaUses {
    const SendContext& context;
    Downloads& downloads;
};

class MediaSource {
  public:
    virtual ~MediaSource() = default;
    /// The file at `address`, an `Attachment::url` that this channel made, plain ones too.
    virtual Media fetch_media(const std::string& address, const MediaUses& uses) const = 0;
};

/// The file at an address that the channel made; a plain address where it is no `MediaSource`.
Media fetch_media(const Channel& channel, const std::string& address, const MediaUses& uses);

/// What comes after `prefix`; "" when `address` does not begin so.
std::string media_id_of(const std::string& address, std::string_view prefix);

/// A file behind an access token, where a refusal is JSON: a refused token is replaced once.
struct TokenMedia {
    std::string token_key;
    TokenCache::Fetch fetch;
    std::function<Download(const std::string& token)> download;
    model::SendClass (*classify)(int http_status, std::string_view body);
};

Media fetch_with_token(const TokenMedia& media, const MediaUses& uses);

}  // namespace huiying::channel
