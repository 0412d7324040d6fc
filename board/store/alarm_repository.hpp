// When the clock must look at a ticket, which rungs of its ladder are over, and what colleagues
// were told. The truth behind the due set in Redis. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct AlarmRow {
    std::string number;  ///< of the ticket
    model::Instant at{};
};

struct FiredRung {
    std::string key;  ///< unique: ticket, rung, deadline version
    model::TicketId ticket;
    std::string rung;
    model::Instant planned_at{};
    model::Instant fired_at{};
    int told = 0;  ///< colleagues; 0 also when it was not needed any more
};

struct NoticeRecord {
    std::int64_t id = 0;
    std::string key;  ///< the fired rung's; one notice a key and person
    model::StaffId staff;
    std::optional<model::StaffId> for_staff;  ///< who is away, when a deputy is told
    std::string number;                       ///< read: of the ticket
    std::string subject;
    bool restricted = false;
    bool provisional = false;               ///< read: whether the ticket's dates are
    std::optional<model::TicketId> ticket;  ///< none: about more than one, or about none
    std::string rung;                       ///< or another word of what is told
    std::string text;                       ///< of what is told without a ticket
    model::Instant send_at{};
    model::Instant window{};  ///< notices of one person with the same window are one
    std::optional<model::Instant> read_at;
};

class AlarmRepository {
  public:
    explicit AlarmRepository(Connection& connection) : connection_(connection) {}

    /// A new ticket's first alarm; rungs before `since` are not counted.
    void add(model::TicketId ticket, model::Instant at, model::Instant since);
    /// Something changed: the ticket is looked at anew.
    void look_again(model::TicketId ticket, model::Instant now);
    /// A due time is another now: rungs before `now` are not counted any more.
    void restart(model::TicketId ticket, model::Instant now);
    /// The rules changed: every ticket that may still climb is looked at anew.
    void look_again_at_all(model::Instant now);
    /// The next time, or never again (nullopt; look_again() brings it back).
    void set(model::TicketId ticket, const std::optional<model::Instant>& at);
    /// From when on rungs of the ticket count.
    std::optional<model::Instant> since(model::TicketId ticket);
    /// Alarms before `until`, earliest first.
    std::vector<AlarmRow> before(model::Instant until, int limit);

    /// False when the rung was over already: then nothing may be told.
    bool fire(const FiredRung& rung);
    /// The rung of a new deadline is over where `old_key`, the same of the deadline before, is;
    /// false where that is not.
    bool carry_over(const std::string& old_key, const FiredRung& rung);
    void set_told(const std::string& key, int told);
    std::vector<FiredRung> fired(model::TicketId ticket);

    void add_notice(const NoticeRecord& notice);
    /// Notices whose key is this one with what was added after '|' count as read by everybody.
    void settle(const std::string& key, model::Instant now);
    /// What the person has not read yet and may know by `now`, newest first.
    std::vector<NoticeRecord> unread(model::StaffId staff, model::Instant now, int limit);
    /// Everything told to the person up to this notice counts as read.
    void read(model::StaffId staff, std::int64_t id, model::Instant now);
    void read_up_to(model::StaffId staff, std::int64_t id, model::Instant now);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
