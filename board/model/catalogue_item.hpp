// An item of the catalogue of what must be published (主动公开事项目录), by when, and what was
// published for it. Source: 政府信息公开条例 (国务院令711号) articles 19 to 26; committees' own
// affairs (居（村）务公开) are kept the same way. Plain values.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::model {

/// event: so many working days after something was made or changed; the others: by a day of the
/// calendar.
enum class DueKind { event, monthly, quarterly, yearly, once };

std::string_view to_word(DueKind kind);
std::optional<DueKind> parse_due_kind(std::string_view word);

struct DuePeriod {
    DueKind kind = DueKind::event;
    int workdays = 20;  ///< event; article 26
    int month = 1;      ///< yearly: of the year; quarterly: of the quarter, 1 to 3
    int day = 10;       ///< monthly, quarterly, yearly: 31 is a month's last day
    std::string date;   ///< once: "2026-12-31"

    friend bool operator==(const DuePeriod&, const DuePeriod&) = default;
};

struct CatalogueItem {
    std::string id;           ///< slug, unique
    std::string category;     ///< 一级事项
    std::string subcategory;  ///< 二级事项, or empty
    std::string name;
    std::string content;  ///< what must be in it
    std::string basis;    ///< law, document, article
    std::string unit;     ///< code of who publishes
    std::string channel;  ///< where it is published
    DuePeriod period;
    int remind_before = 3;  ///< working days; 0: not before the day itself
    std::string person;     ///< login of who is responsible in the unit, or empty
    bool active = true;

    friend bool operator==(const CatalogueItem&, const CatalogueItem&) = default;
};

/// An item as it is kept.
struct KeptItem {
    CatalogueItem item;
    std::int64_t version = 0;
    std::string since;  ///< ISO day from which its period counts
};

/// Something happened that must be published: a document was made, a decision taken.
struct CatalogueEvent {
    std::int64_t id = 0;
    std::string item;
    std::string what;
    std::string day;      ///< ISO
    std::string dropped;  ///< why it need not be published; empty: it must
};

enum class CatalogueState { proposed, refused, published, withdrawn };

std::string_view to_word(CatalogueState state);
std::optional<CatalogueState> parse_catalogue_state(std::string_view word);

/// A text, a link or both; public once a second person has reviewed that very text.
struct CataloguePublication {
    std::int64_t id = 0;
    std::string item;
    std::string cycle;  ///< what it is for: a nominal day "2026-12-10", or an event "event-12"
    CatalogueState state = CatalogueState::proposed;
    std::string title;
    std::string link;
    std::string text;
    std::string text_hash;
    StaffId proposed_by;
    Instant proposed_at{};
    std::optional<Instant> published_at;
    std::int64_t version = 0;
};

}  // namespace huiying::model
