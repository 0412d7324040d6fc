// The doors of who keeps the service: the audit, how the service runs, and the files that go with
// replies. Used by web_server. Thread rule: as of the use cases.
#pragma once

#include "app/health.hpp"
#include "board/desk/audit_log.hpp"
#include "board/desk/desk_uses.hpp"
#include "board/desk/people.hpp"
#include "board/desk/reply_files.hpp"
#include "http/router.hpp"

namespace huiying::app {

class OversightDoors {
  public:
    OversightDoors(const desk::DeskUses& uses, const Health::Uses& health, desk::Files& files)
        : audit_(uses.database, uses.clock), health_(health), reply_files_(uses, files) {}

    void add_to(http::Router& router, desk::People& people);

  private:
    desk::AuditLog audit_;
    const Health health_;
    desk::ReplyFiles reply_files_;
};

}  // namespace huiying::app
