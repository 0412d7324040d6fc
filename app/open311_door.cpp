#include "app/open311_door.hpp"

#include "board/desk/partner_status.hpp"
#include "board/store/partner_repository.hpp"
#include "bot/intake/open311_posted.hpp"
#include "queue/appender.hpp"

#include <future>
#include <memory>
#include <utility>

namespace huiying::app {
namespace {

using channel::Open311Filter;
using channel::Open311Status;

constexpr std::chrono::seconds kLookupTime{2};

/// What anybody may know: nothing that was written but what is published.
Open311Status public_status_of(desk::PartnerView&& view) {
    Open311Status status{
        .number = std::move(view.number),
        .is_closed = view.is_over,
        .service_code = std::move(view.service),
        .description = std::move(view.question),
        .notes = std::move(view.state),
        .agency = std::move(view.unit),
        .address = {},
        .requested = view.received_at,
        .updated = view.changed_at,
        .expected = view.final_due};
    if (!view.title.empty())
        status.description = view.title + "\n" + status.description;
    if (!view.answer.empty())
        status.notes += "。" + view.answer;
    return status;
}

store::PartnerFilter filter_of(const Open311Filter& asked) {
    store::PartnerFilter filter;
    filter.from = asked.from;
    filter.until = asked.until;
    filter.services = asked.services;
    filter.limit = static_cast<int>(channel::kMostOpen311Requests);
    if (asked.openness != Open311Filter::Openness::all)
        filter.openness = asked.openness == Open311Filter::Openness::open
                              ? store::PartnerOpenness::open
                              : store::PartnerOpenness::over;
    return filter;
}

/// Waits for Redis; nullopt too where it does not answer.
std::optional<Open311Status> posted_just_now(
    queue::Appender& appender, const std::string& account, const std::string& number
) {
    const auto found = std::make_shared<std::promise<std::optional<std::string>>>();
    appender.post([&appender, found, name = intake::posted_name(account, number)] {
        appender.lookup(name, [found](const model::Result<std::optional<std::string>>& kept) {
            found->set_value(kept.has_value() ? *kept : std::nullopt);
        });
    });
    auto answer = found->get_future();
    if (answer.wait_for(kLookupTime) != std::future_status::ready)
        return std::nullopt;
    const auto packed = answer.get();
    return packed ? intake::unpack_posted(number, *packed) : std::nullopt;
}

}  // namespace

intake::Open311Uses open311_uses(
    Record& record,
    const channel::OpenChannels& channels,
    const intake::TurnUses& turns,
    std::string public_url
) {
    const auto status = [&record, &appender = turns.appender](
                            const std::string& account, const std::string& number
                        ) -> std::optional<Open311Status> {
        const desk::PartnerStatus statuses(record.database, *record.town);
        auto view = statuses.of("open311", account, number);
        if (!view)
            return posted_just_now(appender, account, number);
        auto address = std::move(view->place);
        auto known = public_status_of(std::move(*view));
        // Who asks by number has posted it.
        known.address = std::move(address);
        return known;
    };
    const auto list = [&record](const std::string& account, const Open311Filter& filter) {
        const desk::PartnerStatus statuses(record.database, *record.town);
        std::vector<Open311Status> listed;
        for (auto& view : statuses.list_open311(account, filter_of(filter)))
            listed.push_back(public_status_of(std::move(view)));
        return listed;
    };
    return {channels, turns, status, list, std::move(public_url)};
}

}  // namespace huiying::app
