// Matters that another body passes on (转办), as its files and calls name them: read, checked, and
// made messages of. Used by web (files) and bot/intake (signed calls), before anything is appended.
// Pure, safe from any thread.
#pragma once

#include "board/desk/sheet_file.hpp"
#include "board/model/channel_account.hpp"
#include "board/model/inbound_message.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiying::desk {

/// Why a matter is not taken: which field, and in words.
struct ItemTrouble {
    std::string field;
    std::string words;
};

/// The matters of a CSV (UTF-8 or GB 18030), XLSX or JSON file; which of the three its bytes say.
/// The heading names the columns: stable names, the usual Chinese ones, or what the account's
/// setting `columns` says (JSON: {"number": "来件编号"}).
[[nodiscard]] std::variant<std::vector<FileItem>, FileTrouble> read_items(
    std::string_view bytes, const model::ChannelAccount& account
);

/// The number of a matter as its message has it; "" where there is none.
[[nodiscard]] std::string number_in(const ItemFields& fields);

/// The message of a matter, `now` being its arrival, without a ticket number. The citizen's time of
/// writing is the clocks' start.
[[nodiscard]] std::variant<model::InboundMessage, ItemTrouble> message_of(
    const ItemFields& fields, const model::ChannelAccount& account, model::Instant now
);

/// "2026-11-20 08:30[:00]", "2026/11/20 8:30", "2026年11月20日8时30分", RFC 3339, or a day alone,
/// then at that time of day. The town's time where no zone is said. nullopt: none of these.
[[nodiscard]] std::optional<model::Instant> parse_written_time(
    std::string_view text, std::chrono::seconds time_of_day
);

}  // namespace huiying::desk
