// Who of the staff has opened a page inside WeCom, DingTalk or Feishu: the address that asks the
// platform, and what it says for the code that comes back. Used by app for the logins of board/web.
// Thread rule: any thread; `identity_of` blocks. Sources:
// https://developer.work.weixin.qq.com/document/path/91022, .../91023 (WeCom),
// https://open.dingtalk.com/document/orgapp/obtain-identity-credentials, .../obtain-user-token,
// .../query-a-user-by-the-union-id (DingTalk),
// https://open.feishu.cn/document/authentication-management/access-token/obtain-oauth-code,
// .../get-user-access-token, .../server-docs/authentication-management/login-state-management/get
// (Feishu); read 2026-11-26.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/instant.hpp"
#include "bot/channel/token_cache.hpp"
#include "bot/channel/transport.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::channel {

/// Whom the platform says it is. The first name is the one administrators see there (userid,
/// user_id), others are good too.
struct StaffIdentity {
    std::vector<std::string> ids;
    std::string name;
};

/// refused: the platform knows no such code, or nobody of the staff; down: it gave no answer, or
/// does not let us ask.
enum class IdentityFault { refused, down };

struct IdentityAnswer {
    std::optional<StaffIdentity> person;
    IdentityFault fault = IdentityFault::down;
    std::string detail;  ///< for the log: the platform's code, no secrets
};

struct IdentityCall {
    const std::string& code;
    const std::string& redirect_uri;
};

struct IdentityUses {
    Transport& transport;
    TokenCache& tokens;
    model::Instant now;
};

/// Whether staff can log in by that account: its platform, and what it needs for that.
bool tells_staff(const model::ChannelAccount& account);

/// Where the browser goes; it comes back to `redirect_uri` with `code` (DingTalk: `authCode`) and
/// `state`. REQUIRES: tells_staff(account).
std::string identity_address(
    const model::ChannelAccount& account, const std::string& redirect_uri, const std::string& state
);

/// REQUIRES: tells_staff(account).
IdentityAnswer identity_of(
    const model::ChannelAccount& account, const IdentityCall& call, const IdentityUses& uses
);

}  // namespace huiying::channel
