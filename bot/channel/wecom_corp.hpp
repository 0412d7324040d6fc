// A corporation's access token at WeCom, and the files behind it. Used by wecom_messages and
// kf_api. One an account, constant after construction, safe from any thread; blocks. Source:
// https://developer.work.weixin.qq.com/document/path/91039 (token), .../90254 (files) (read
// 2026-11-25).
#pragma once

#include "board/model/channel_account.hpp"
#include "bot/channel/media.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/token_cache.hpp"

#include <string>
#include <string_view>

namespace huiying::channel {

class WecomCorp {
  public:
    /// Settings corp_id, api_base; secret app_secret. `platform` begins the addresses of its files.
    WecomCorp(
        std::string_view platform, const model::ChannelAccount& account, const AnswerReader& reader
    );

    /// Of the token cache: changes with the credentials.
    const std::string& token_key() const { return token_key_; }

    /// There is no way to force another token: the platform gives one when the old one has ended.
    Token fetch_token(Transport& transport) const;
    /// A call's address with the token in it: never logged.
    std::string address(std::string_view path, const std::string& token) const;
    /// The file of a "PLATFORM-media:" address, or at a plain one.
    Media fetch_media(const std::string& address, const MediaUses& uses) const;

  private:
    const std::string platform_;
    const AnswerReader reader_;
    const std::string corp_id_;
    const std::string app_secret_;
    const std::string api_base_;
    const std::string token_key_;
};

}  // namespace huiying::channel
