// The audit, for administrators: pages, a file, whether its chain holds.
#pragma once

#include "board/desk/audit_log.hpp"
#include "board/desk/people.hpp"
#include "http/router.hpp"

namespace huiying::web {

void add_audit_routes(http::Router& router, desk::People& people, desk::AuditLog& audit);

}  // namespace huiying::web
