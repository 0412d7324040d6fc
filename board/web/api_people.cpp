// Who works here, for everybody who works here: names behind logins, and whom one may choose.
#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"

namespace huiying::web {

void add_people_routes(http::Router& router, desk::People& people, const desk::Town& town) {
    const auto list = [&people, &town](const http::Request&, const desk::Session&) {
        Json items = Json::array();
        const auto snapshot = town.snapshot();
        for (const auto& staff : people.all())
            items.push_back(to_json(staff, *snapshot));
        return json_response(200, {{"items", std::move(items)}});
    };
    router.add({http::Method::get, "/api/v1/people", "api_people", for_staff(people, list)});
}

}  // namespace huiying::web
