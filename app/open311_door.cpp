#include "app/open311_door.hpp"

#include "board/desk/partner_status.hpp"

#include <utility>

namespace huiying::app {

intake::Open311Uses open311_uses(
    Record& record,
    const channel::OpenChannels& channels,
    const intake::TurnUses& turns,
    std::string public_url
) {
    const auto status = [&record](
                            const std::string& account, const std::string& number
                        ) -> std::optional<channel::Open311Status> {
        const desk::PartnerStatus statuses(record.database, *record.town);
        auto view = statuses.of("open311", account, number);
        if (!view)
            return std::nullopt;
        return channel::Open311Status{
            .number = std::move(view->number),
            .is_closed = view->is_over,
            .notes = std::move(view->state),
            .agency = std::move(view->unit),
            .address = std::move(view->place),
            .requested = view->received_at,
            .updated = view->changed_at,
            .expected = view->final_due};
    };
    return {channels, turns, status, std::move(public_url)};
}

}  // namespace huiying::app
