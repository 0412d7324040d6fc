// The doors by which staff come in: sessions by password, their second factor, platforms and the
// provider that vouch for them. Used by web_server. Thread rule: as of the use cases.
#pragma once

#include "app/outside_doors.hpp"
#include "app/web_server.hpp"
#include "board/desk/outside_logins.hpp"
#include "board/desk/people.hpp"
#include "board/desk/second_factors.hpp"
#include "board/web/api_routes.hpp"
#include "http/address_quota.hpp"
#include "http/router.hpp"
#include "http/slow_lane.hpp"

namespace huiying::app {

/// What they are beside.
struct LoginUses {
    const WebUses& of_web;
    web::EventHub& hub;
    http::SlowLane& passwords;
};

class LoginDoors {
  public:
    LoginDoors(const LoginUses& uses, http::SlowLaneSettings lane);

    void add_to(http::Router& router);

  private:
    Record& record() const { return uses_.of_web.record; }

    web::OutsideDoors outside(const std::string& base_path, const std::string& public_url);

    const LoginUses uses_;
    desk::SecondFactors factors_;
    desk::OutsideLogins logins_;
    OutsideWays ways_;
    /// A town hall may be one address, and each of its people several logins a day.
    http::AddressQuota begun_{{.an_hour = 600, .a_day = 3000}};
    /// A provider that does not answer must not hold up pages and passwords.
    http::SlowLane lane_;
};

}  // namespace huiying::app
