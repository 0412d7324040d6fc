// Logins by WeCom, DingTalk, Feishu and by OpenID Connect: which ways there are, the way out, the
// way back, and who is whom out there. Used by app, which knows the platforms. References must
// outlive the router.
#pragma once

#include "board/desk/outside_logins.hpp"
#include "board/desk/people.hpp"
#include "board/desk/second_factors.hpp"
#include "board/desk/town.hpp"
#include "http/router.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huiying::http {
class AddressQuota;
class SlowLane;
}  // namespace huiying::http

namespace huiying::web {

/// `platform`: "wecom", "dingtalk", "feishu", "oidc"; `account` as its channel account is called.
struct LoginWay {
    std::string platform;
    std::string account;
    std::string title;       ///< "企业微信"
    bool is_chosen = false;  ///< offered whatever the console says: the configuration set it up

    std::string key() const { return platform + "/" + account; }
};

struct WayOut {
    std::string redirect_uri;
    std::string state;
    std::string nonce;
    std::string verifier;
};

struct WayBack {
    std::string redirect_uri;
    std::string code;
    std::string nonce;
    std::string verifier;
};

/// down: no answer, or none that can be read; refused: the code was no good, or the person is none
/// of the staff there; untrusted: what came back does not prove who it is.
enum class OutsideFault { refused, untrusted, down };

struct OutsideAnswer {
    std::optional<desk::OutsidePerson> person;
    OutsideFault fault = OutsideFault::down;
    bool may_be_new = false;  ///< somebody whom nobody here knows is noted, switched off
};

struct OutsideDoors {
    desk::People& people;
    desk::OutsideLogins& logins;
    desk::SecondFactors& factors;
    const desk::Town& town;
    http::SlowLane& lane;       ///< where what asks a platform runs
    http::AddressQuota& quota;  ///< of logins that go out: nobody is known there yet
    std::string base_path;
    std::string public_url;  ///< without the base path; empty: as the request came
    std::function<std::vector<LoginWay>()> possible;
    /// Where the browser goes; nullopt: the provider gives no answer. Blocks.
    std::function<std::optional<std::string>(const LoginWay&, const WayOut&)> address;
    /// Who has come back. Blocks; logs what went wrong.
    std::function<OutsideAnswer(const LoginWay&, const WayBack&)> ask;
};

/// Those of `doors.possible` that are offered.
std::vector<LoginWay> offered_ways(const OutsideDoors& doors);

void add_outside_login_routes(http::Router& router, const OutsideDoors& doors);

/// Whose identity is whose, for the person and for the administrator.
void add_identity_routes(http::Router& router, const OutsideDoors& doors);

}  // namespace huiying::web
