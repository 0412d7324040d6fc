#include "app/oversight_doors.hpp"

#include "board/web/api_audit.hpp"
#include "board/web/api_health.hpp"
#include "board/web/api_reply_files.hpp"

namespace huiying::app {

void OversightDoors::add_to(http::Router& router, desk::People& people) {
    web::add_audit_routes(router, people, audit_);
    web::add_health_routes(router, people, [this] { return health_.report(); });
    web::add_reply_file_routes(router, people, reply_files_);
}

}  // namespace huiying::app
