// One account of a channel (an official account, a webhook sender) with its settings and secrets.
// Secrets are plain here and sealed in the database; never log or dump this struct.
#pragma once

#include <map>
#include <string>

namespace huiying::model {

struct ChannelAccount {
    std::string channel;  ///< "webhook", "wechat_oa"
    std::string name;     ///< in the callback address: /hooks/{channel}/{name}
    std::map<std::string, std::string>
        settings;  ///< e.g. mode, app_id, reply_url, api_base, trust_sent_at
    std::map<std::string, std::string>
        secrets;  ///< e.g. token, aes_key, app_secret, secret, previous_secret
    bool active = true;

    /// Setting or "" when absent.
    std::string setting(const std::string& key) const {
        const auto found = settings.find(key);
        return found == settings.end() ? std::string() : found->second;
    }

    /// Secret or "" when absent.
    std::string secret(const std::string& key) const {
        const auto found = secrets.find(key);
        return found == secrets.end() ? std::string() : found->second;
    }

    friend bool operator==(const ChannelAccount&, const ChannelAccount&) = default;
};

}  // namespace huiying::model
