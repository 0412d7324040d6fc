#include "queue/inbound_codec.hpp"

#include "queue/resp_command.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace huiying::queue {
namespace {

using model::Attachment;
using model::InboundMessage;

constexpr std::string_view kVersion = "1";
constexpr std::size_t kMostAttachments = 100;

/// A field that is a text, by its name in the entry.
template <class Record>
struct TextField {
    std::string_view name;
    std::string Record::*member;
};

constexpr std::array<TextField<InboundMessage>, 18> kMessageTexts{{
    {"key", &InboundMessage::delivery_key},
    {"channel", &InboundMessage::channel},
    {"account", &InboundMessage::account},
    {"sender", &InboundMessage::sender},
    {"sender_name", &InboundMessage::sender_name},
    {"subject", &InboundMessage::subject},
    {"text", &InboundMessage::text},
    {"unit_hint", &InboundMessage::unit_hint},
    {"contact", &InboundMessage::contact},
    {"place", &InboundMessage::place},
    {"number", &InboundMessage::number},
    {"filed_by", &InboundMessage::filed_by},
    {"replaced_number", &InboundMessage::replaced_number},
    {"passive_text", &InboundMessage::passive_text},
    {"passive_faq", &InboundMessage::passive_faq},
    {"way_back", &InboundMessage::way_back},
    {"turn_detail", &InboundMessage::turn_detail},
    {"document", &InboundMessage::document},
}};
constexpr std::array<TextField<Attachment>, 4> kAttachmentTexts{{
    {"name", &Attachment::name},
    {"type", &Attachment::media_type},
    {"sha256", &Attachment::sha256},
    {"url", &Attachment::url},
}};
constexpr std::array<TextField<RawDelivery>, 4> kRawTexts{{
    {"channel", &RawDelivery::channel},
    {"account", &RawDelivery::account},
    {"bytes", &RawDelivery::bytes},
    {"reason", &RawDelivery::reason},
}};

template <class Record, class Table, class Sink>
void put_texts(const Record& record, const Table& table, std::string_view prefix, Sink& sink) {
    for (const auto& field : table)
        if (const std::string& value = record.*(field.member); !value.empty())
            prefix.empty() ? sink(field.name, value)
                           : sink(std::string(prefix).append(field.name), value);
}

template <class Sink>
void put_number(std::string_view name, std::int64_t number, Sink& sink) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    sink(name, std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

template <class Sink>
void put_attachments(const std::vector<Attachment>& attachments, Sink& sink) {
    for (std::size_t index = 0; index < attachments.size(); ++index) {
        const std::string prefix = "file." + std::to_string(index) + ".";
        put_texts(attachments[index], kAttachmentTexts, prefix, sink);
        put_number(prefix + "bytes", attachments[index].bytes, sink);
    }
}

template <class Sink>
void put(const InboundMessage& message, Sink& sink) {
    sink("v", kVersion);
    sink("type", "message");
    put_texts(message, kMessageTexts, "", sink);
    sink("kind", model::to_word(message.kind));
    put_number("received_at", model::to_unix_ms(message.received_at), sink);
    put_number("arrived_at", model::to_unix_ms(message.arrived_at), sink);
    if (message.upstream_due)
        put_number("upstream_due", model::to_unix_ms(*message.upstream_due), sink);
    if (message.publish == model::PublishConsent::yes)
        sink("publish", "yes");
    if (message.continues)
        sink("continues", "yes");
    if (message.proved_by_code)
        sink("proved_by_code", "yes");
    if (message.passive_by == model::SaidBy::outbox)
        sink("passive_later", "yes");
    if (message.turn != model::Turn::matter)
        sink("turn", model::to_word(message.turn));
    put_attachments(message.attachments, sink);
}

template <class Sink>
void put(const RawDelivery& delivery, Sink& sink) {
    sink("v", kVersion);
    sink("type", "raw");
    put_texts(delivery, kRawTexts, "", sink);
    put_number("arrived_at", model::to_unix_ms(delivery.arrived_at), sink);
}

template <class Record>
Fields fields_of(const Record& record) {
    Fields fields;
    auto sink = [&fields](std::string_view name, std::string_view value) {
        fields.emplace_back(name, value);
    };
    put(record, sink);
    return fields;
}

template <class Record>
void append_fields(RespCommand& command, const Record& record) {
    auto sink = [&command](std::string_view name, std::string_view value) {
        command.add(name).add(value);
    };
    put(record, sink);
}

/// Thrown inside decode() only.
struct Unreadable {
    std::string reason;
};

std::int64_t number_in(std::string_view name, std::string_view value) {
    std::int64_t number = 0;
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end)
        throw Unreadable{"field " + std::string(name) + " is not a number"};
    return number;
}

bool yes_in(std::string_view name, std::string_view value) {
    if (value != "yes" && value != "no")
        throw Unreadable{"field " + std::string(name) + " is neither yes nor no"};
    return value == "yes";
}

template <class Record, class Table>
bool take_text(Record& record, const Table& table, std::string_view name, std::string_view value) {
    for (const auto& field : table) {
        if (field.name != name)
            continue;
        record.*(field.member) = value;
        return true;
    }
    return false;
}

/// "file.<index>.<what>"
void take_attachment(InboundMessage& message, std::string_view name, std::string_view value) {
    const std::string_view rest = name.substr(std::string_view("file.").size());
    const std::size_t dot = rest.find('.');
    if (dot == std::string_view::npos)
        return;
    const auto index = static_cast<std::size_t>(number_in(name, rest.substr(0, dot)));
    if (index >= kMostAttachments)
        throw Unreadable{"too many attachments"};
    if (message.attachments.size() <= index)
        message.attachments.resize(index + 1);
    Attachment& attachment = message.attachments[index];
    const std::string_view what = rest.substr(dot + 1);
    if (what == "bytes")
        attachment.bytes = number_in(name, value);
    else
        take_text(attachment, kAttachmentTexts, what, value);
}

void take_kind(InboundMessage& message, std::string_view value) {
    const auto kind = model::parse_kind(value);
    if (!kind)
        throw Unreadable{"unknown kind"};
    message.kind = *kind;
}

void take_turn(InboundMessage& message, std::string_view value) {
    const auto turn = model::parse_turn(value);
    if (!turn)
        throw Unreadable{"unknown turn"};
    message.turn = *turn;
}

void take(InboundMessage& message, std::string_view name, std::string_view value) {
    if (take_text(message, kMessageTexts, name, value))
        return;
    if (name == "kind")
        take_kind(message, value);
    else if (name == "received_at")
        message.received_at = model::from_unix_ms(number_in(name, value));
    else if (name == "arrived_at")
        message.arrived_at = model::from_unix_ms(number_in(name, value));
    else if (name == "upstream_due")
        message.upstream_due = model::from_unix_ms(number_in(name, value));
    else if (name == "publish")
        message.publish =
            yes_in(name, value) ? model::PublishConsent::yes : model::PublishConsent::no;
    else if (name == "continues")
        message.continues = yes_in(name, value);
    else if (name == "proved_by_code")
        message.proved_by_code = yes_in(name, value);
    else if (name == "passive_later")
        message.passive_by =
            yes_in(name, value) ? model::SaidBy::outbox : model::SaidBy::connection;
    else if (name == "turn")
        take_turn(message, value);
    else if (name.starts_with("file."))
        take_attachment(message, name, value);
}

void take(RawDelivery& delivery, std::string_view name, std::string_view value) {
    if (!take_text(delivery, kRawTexts, name, value) && name == "arrived_at")
        delivery.arrived_at = model::from_unix_ms(number_in(name, value));
}

std::optional<std::string_view> find(const FieldViews& fields, std::string_view wanted) {
    for (const auto& [name, value] : fields)
        if (name == wanted)
            return value;
    return std::nullopt;
}

std::string_view require(const FieldViews& fields, std::string_view wanted) {
    const auto value = find(fields, wanted);
    if (!value)
        throw Unreadable{"no field " + std::string(wanted)};
    return *value;
}

template <class Record>
Record read(const FieldViews& fields, std::initializer_list<std::string_view> required) {
    for (const std::string_view name : required)
        static_cast<void>(require(fields, name));
    Record record;
    for (const auto& [name, value] : fields)
        take(record, name, value);
    return record;
}

Content read_any(const FieldViews& fields) {
    const std::string_view version = require(fields, "v");
    if (version != kVersion)
        throw Unreadable{"version " + std::string(version.substr(0, 20))};
    const std::string_view type = require(fields, "type");
    if (type == "message")
        return read<InboundMessage>(fields, {"key", "channel", "received_at", "arrived_at"});
    if (type == "raw")
        return read<RawDelivery>(fields, {"channel", "arrived_at"});
    throw Unreadable{"type " + std::string(type.substr(0, 20))};
}

}  // namespace

Fields encode(const InboundMessage& message) {
    return fields_of(message);
}

Fields encode(const RawDelivery& delivery) {
    return fields_of(delivery);
}

void encode_into(RespCommand& command, const InboundMessage& message) {
    append_fields(command, message);
}

void encode_into(RespCommand& command, const RawDelivery& delivery) {
    append_fields(command, delivery);
}

Content decode(const FieldViews& fields) {
    try {
        return read_any(fields);
    } catch (const Unreadable& unreadable) {
        RespCommand all;
        for (const auto& [name, value] : fields)
            all.add(name).add(value);
        return Undecodable{std::string(all.wire()), unreadable.reason};
    }
}

}  // namespace huiying::queue
