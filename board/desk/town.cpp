#include "board/desk/town.hpp"

#include "board/desk/setting_keys.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/routing/router.hpp"
#include "board/sla/due_times.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

const std::string kNoName;

TownSnapshot::Parts read_parts(
    store::Database& database,
    const model::TownSecret& secret,
    std::shared_ptr<const sla::WorkingCalendar> calendar,
    Demo demo
) {
    return database.read([&](store::Connection& connection) {
        store::DirectoryRepository directory(connection);
        return TownSnapshot::Parts{
            .settings = settings_from(directory.settings()),
            .units = directory.units(),
            .faq = directory.faq_entries(),
            .accounts = directory.channel_accounts(secret),
            .calendar = std::move(calendar),
            .demo = demo,
            .revision = directory.revision(),
        };
    });
}

}  // namespace

TownSnapshot::TownSnapshot(Parts parts)
    : parts_(std::move(parts)),
      faq_(std::make_unique<knowledge::FaqIndex>(parts_.faq)),
      router_(std::make_unique<routing::Router>(parts_.units)) {}

TownSnapshot::~TownSnapshot() = default;

const model::Unit* TownSnapshot::unit(const std::string& code) const {
    const auto found =
        std::find_if(parts_.units.begin(), parts_.units.end(), [&](const auto& unit) {
            return unit.code == code;
        });
    return found == parts_.units.end() ? nullptr : &*found;
}

const std::string& TownSnapshot::unit_name(const std::string& code) const {
    const auto* found = unit(code);
    return found ? found->name : parts_.settings.office_name;
}

const std::string& TownSnapshot::lead_unit() const {
    return router_->lead_unit();
}

const model::ChannelAccount* TownSnapshot::account(
    const std::string& channel, const std::string& name
) const {
    const auto found =
        std::find_if(parts_.accounts.begin(), parts_.accounts.end(), [&](const auto& account) {
            return account.channel == channel && account.name == name && account.active;
        });
    return found == parts_.accounts.end() ? nullptr : &*found;
}

model::DueTimes TownSnapshot::due_times(model::Instant received) const {
    return sla::due_times(*parts_.calendar, parts_.settings.policy, received);
}

Town::Town(
    store::Database& database,
    const model::CalendarFacts& calendar,
    const model::TownSecret& secret,
    Demo demo
)
    : database_(database),
      calendar_(std::make_shared<sla::WorkingCalendar>(calendar)),
      secret_(secret),
      demo_(demo) {
    snapshot_ =
        std::make_shared<const TownSnapshot>(read_parts(database_, secret_, calendar_, demo_));
}

Town::~Town() = default;

std::shared_ptr<const TownSnapshot> Town::snapshot() const {
    const std::lock_guard lock(mutex_);
    return snapshot_;
}

bool Town::refresh() {
    // One at a time: a slower reader must not put an older snapshot over a newer one, and who has
    // just changed the directory sees the change when this returns.
    const std::lock_guard refreshing(refreshing_);
    const auto revision = database_.read([](store::Connection& connection) {
        return store::DirectoryRepository(connection).revision();
    });
    if (revision == snapshot()->revision())
        return false;
    auto fresh =
        std::make_shared<const TownSnapshot>(read_parts(database_, secret_, calendar_, demo_));
    const std::lock_guard lock(mutex_);
    snapshot_ = std::move(fresh);
    return true;
}

}  // namespace huiying::desk
