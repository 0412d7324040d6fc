#include "board/sla/pause_ledger.hpp"

#include <algorithm>

namespace huiying::sla {

namespace {

using std::chrono::days;
using std::chrono::seconds;

bool has_ended_before(const Pause& pause, model::Instant at) {
    return pause.to && *pause.to < at;
}

/// The first date whose closing time is not before `at`.
std::chrono::sys_days first_closing_at_or_after(model::Instant at, seconds close) {
    return std::chrono::ceil<days>(at + model::kTownOffset - close);
}

}  // namespace

model::Result<PauseLedger> PauseLedger::of(std::vector<Pause> pauses) {
    for (auto& pause : pauses) {
        pause.from = std::chrono::floor<seconds>(pause.from);
        if (pause.to)
            pause.to = std::chrono::floor<seconds>(*pause.to);
        if (has_ended_before(pause, pause.from))
            return model::Errc::bad_request;
    }
    std::sort(pauses.begin(), pauses.end(), [](const Pause& one, const Pause& other) {
        return one.from < other.from;
    });
    PauseLedger ledger;
    for (const auto& pause : pauses) {
        if (pause.to == pause.from)
            continue;
        if (ledger.spans_.empty() || has_ended_before(ledger.spans_.back(), pause.from)) {
            ledger.spans_.push_back(pause);
            continue;
        }
        auto& last = ledger.spans_.back();
        if (last.to)
            last.to = pause.to ? std::optional(std::max(*last.to, *pause.to)) : std::nullopt;
    }
    return ledger;
}

bool PauseLedger::stops(model::Instant at) const {
    return std::any_of(spans_.begin(), spans_.end(), [&](const Pause& pause) {
        return pause.from <= at && (!pause.to || at < *pause.to);
    });
}

std::vector<StoppedDays> PauseLedger::stopped_days(seconds close) const {
    std::vector<StoppedDays> stopped;
    for (const auto& pause : spans_) {
        const auto first = first_closing_at_or_after(pause.from, close);
        if (!pause.to) {
            stopped.push_back({first, std::nullopt});
            continue;
        }
        const auto last = first_closing_at_or_after(*pause.to, close) - days{1};
        if (first <= last)
            stopped.push_back({first, last});
    }
    return stopped;
}

}  // namespace huiying::sla
