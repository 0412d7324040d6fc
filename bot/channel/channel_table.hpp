// The platforms, one row each. A new platform is one file pair and one row here. Used by intake
// (addresses /hooks/{platform}/{account}), delivery, and `huiying channel add`. Thread-safe.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/outbound.hpp"
#include "bot/channel/channel.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiying::channel {

/// Why an account cannot be used.
struct AccountProblem {
    std::string field;    ///< key of the setting or secret
    std::string message;  ///< Chinese sentence: what is wrong and what is allowed
};

using Made = std::variant<std::unique_ptr<Channel>, AccountProblem>;

/// One setting or secret of an account, as `channel add` asks for it.
struct AccountField {
    enum class Place { setting, secret };
    enum class Need { required, optional };

    std::string_view key;
    Place place = Place::setting;
    Need need = Need::optional;
    std::string_view preset;              ///< value when none is given; "" for none
    std::string (*generate)() = nullptr;  ///< makes a random one; nullptr: a person has it
    std::string_view title;               ///< Chinese
};

/// Whether the platform drops a repeated send by itself, and how long.
enum class IdempotentSend { no, for_an_hour, yes };

struct Limits {
    std::size_t body_bytes = 0;  ///< of a request; more is refused before it is read
    std::size_t part_bytes = 0;  ///< of one text sent; 0: no bound
    std::size_t max_parts = 1;   ///< texts a reply may be split into
    std::size_t passive_bytes = 0;
    int sends_a_second = 0;         ///< over one account; 0: no bound
    int sends_a_minute_to_one = 0;  ///< to one person; 0: no bound
};

struct ChannelRow {
    std::string_view platform;  ///< as in the address and in `InboundMessage::channel`
    std::string_view title;     ///< Chinese name
    Passive passive = Passive::no;
    IdempotentSend idempotent_send = IdempotentSend::no;
    Limits limits;
    std::span<const AccountField> fields;
    /// Prepares an account: decodes its keys once.
    Made (*make)(const model::ChannelAccount&) = nullptr;
    /// The one way to say no, also to an unknown account: same status and body whatever the
    /// reason was, except for what an authenticated sender can put right.
    Answer (*refuse)(const Refused&) = nullptr;
    /// What the platform's answer to a send means; decides on the body's code.
    model::SendClass (*classify)(int http_status, std::string_view body) = nullptr;
};

std::span<const ChannelRow> channel_table();

/// `idempotent_send` of the account's row, unless its setting `scheme` names a platform that knows
/// no keys.
IdempotentSend idempotent_send_of(const model::ChannelAccount& account);

/// nullptr for an unknown platform.
const ChannelRow* find_channel(std::string_view platform);

/// Fills in presets and generates what can be generated and is required but absent. Answers the
/// keys made, for printing once.
std::vector<std::string> complete_account(const ChannelRow& row, model::ChannelAccount& account);

/// `make` of the account's row; AccountProblem for an unknown platform or a required field that is
/// missing.
Made open_channel(const model::ChannelAccount& account);

}  // namespace huiying::channel
