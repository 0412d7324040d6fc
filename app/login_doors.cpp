#include "app/login_doors.hpp"

#include "board/web/api_login_routes.hpp"

namespace huiying::app {

LoginDoors::LoginDoors(const LoginUses& uses, http::SlowLaneSettings lane)
    : uses_(uses),
      factors_(record().database, *record().town, record().clock),
      logins_(record().database, *record().town, record().clock),
      ways_(uses.of_web.settings, record()),
      lane_(uses.of_web.io, std::move(lane)) {}

web::OutsideDoors LoginDoors::outside(const std::string& base_path, const std::string& public_url) {
    return {
        .people = uses_.of_web.people,
        .logins = logins_,
        .factors = factors_,
        .town = *record().town,
        .lane = lane_,
        .quota = begun_,
        .base_path = base_path,
        .public_url = public_url,
        .possible = [this] { return ways_.possible(); },
        .address = [this](const auto& way, const auto& out) { return ways_.address(way, out); },
        .ask = [this](const auto& way, const auto& back) { return ways_.ask(way, back); }};
}

void LoginDoors::add_to(http::Router& router) {
    const auto& base_path = uses_.of_web.settings.text("server.base_path");
    const auto& public_url = uses_.of_web.settings.text("server.public_url");
    web::add_session_routes(
        router,
        {uses_.of_web.people,
         uses_.of_web.administration,
         *record().town,
         uses_.hub,
         uses_.passwords,
         base_path,
         public_url.empty() ? std::string() : public_url + base_path}
    );
    web::add_second_factor_routes(
        router, {uses_.of_web.people, factors_, uses_.hub, uses_.passwords}
    );
    const auto doors = outside(base_path, public_url);
    web::add_outside_login_routes(router, doors);
    web::add_identity_routes(router, doors);
}

}  // namespace huiying::app
