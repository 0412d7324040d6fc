#include "bot/channel/webhook_payload.hpp"

#include "text/encoding.hpp"

#include <array>
#include <cstddef>
#include <new>
#include <simdjson.h>
#include <utility>

namespace huiying::channel {
namespace {

using model::Errc;
using simdjson::dom::element;
using Object = simdjson::dom::object;

constexpr std::size_t kMaxIdBytes = 200;
constexpr std::size_t kMaxTextCharacters = 10'000;
constexpr std::size_t kMaxUrlCharacters = 2'000;
constexpr std::size_t kMaxAttachments = 6;
constexpr std::size_t kMaxNesting = 8;
constexpr std::size_t kStartCapacity = std::size_t{16} * 1024;
constexpr std::string_view kOnlyAttachments = "[附件]";

enum class Blank { allowed, refused };

struct Bound {
    std::size_t characters;
    Blank blank = Blank::allowed;
};

/// A body being read: what is known so far and the first thing found wrong.
struct Reading {
    WebhookPayload payload;
    std::optional<PayloadFault> fault;

    void fail(Errc reason, std::string_view field) {
        if (!fault)
            fault = PayloadFault{reason, std::string(field)};
    }

    /// A string of at most that many characters, "" after a fault. null counts as not given.
    std::string text(const element& value, std::string_view field, Bound bound) {
        std::string_view text;
        if (value.is_null())
            return {};
        if (value.get_string().get(text) != simdjson::SUCCESS)
            fail(Errc::bad_request, field);
        // The body is valid UTF-8, so only an escape (\u0000, half a surrogate pair) can spoil it.
        if (!text::is_valid_text(text))
            fail(Errc::bad_encoding, field);
        if (text.size() > bound.characters && text::code_point_count(text) > bound.characters)
            fail(Errc::text_too_long, field);
        if (bound.blank == Blank::refused && text::trim(text).empty())
            fail(Errc::bad_request, field);
        return fault ? std::string() : std::string(text);
    }

    std::string id(const element& value, std::string_view field) {
        std::string id = text(value, field, {kMaxIdBytes, Blank::refused});
        if (id.size() > kMaxIdBytes)
            fail(Errc::bad_request, field);
        return id;
    }
};

void read_from(const element& value, Reading& reading) {
    Object from;
    if (value.get_object().get(from) != simdjson::SUCCESS)
        return reading.fail(Errc::bad_request, "from");
    for (const auto& [key, field] : from) {
        if (key == "id")
            reading.payload.message.sender = reading.id(field, "from.id");
        else if (key == "name")
            reading.payload.message.sender_name = reading.text(field, "from.name", {100});
    }
}

void read_attachment(const element& value, const std::string& field, Reading& reading) {
    Object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return reading.fail(Errc::bad_request, field);
    model::Attachment attachment;
    for (const auto& [key, part] : object) {
        if (key == "url")
            attachment.url = reading.text(part, field + ".url", {kMaxUrlCharacters});
        else if (key == "type")
            attachment.media_type = reading.text(part, field + ".type", {100});
        else if (key == "name")
            attachment.name = reading.text(part, field + ".name", {200});
    }
    const std::string& url = attachment.url;
    if (!url.starts_with("https://") && !url.starts_with("http://"))
        reading.fail(Errc::bad_request, field + ".url");
    reading.payload.message.attachments.push_back(std::move(attachment));
}

void read_attachments(const element& value, Reading& reading) {
    simdjson::dom::array array;
    if (value.is_null())
        return;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return reading.fail(Errc::bad_request, "attachments");
    if (array.size() > kMaxAttachments)
        return reading.fail(Errc::too_many_files, "attachments");
    std::size_t index = 0;
    for (const element part : array)
        read_attachment(part, "attachments[" + std::to_string(index++) + "]", reading);
}

void read_kind(const element& value, Reading& reading) {
    const std::string word = reading.text(value, "kind", {20});
    const auto kind = model::parse_kind(word);
    if (kind)
        reading.payload.message.kind = *kind;
    else if (!word.empty())
        reading.fail(Errc::bad_request, "kind");
}

void read_publish(const element& value, Reading& reading) {
    bool agreed = false;
    if (!value.is_null() && value.get_bool().get(agreed) != simdjson::SUCCESS)
        reading.fail(Errc::bad_request, "publish");
    reading.payload.message.publish =
        agreed ? model::PublishConsent::yes : model::PublishConsent::no;
}

void read_sent_at(const element& value, Reading& reading) {
    const std::string text = reading.text(value, "sent_at", {40});
    if (text.empty())
        return;
    reading.payload.sent_at = model::parse_rfc3339(text);
    if (!reading.payload.sent_at)
        reading.fail(Errc::bad_request, "sent_at");
}

void read_id(const element& value, Reading& reading) {
    reading.payload.id = reading.id(value, "id");
}

/// A field of the body: either a text that goes straight into the message, or one that is read by
/// a function.
struct FieldRow {
    std::string_view name;
    std::string model::InboundMessage::*text = nullptr;
    std::size_t characters = 0;
    void (*read)(const element&, Reading&) = nullptr;
};

using model::InboundMessage;

constexpr std::array kFields{
    FieldRow{"id", nullptr, 0, read_id},
    FieldRow{"from", nullptr, 0, read_from},
    FieldRow{"text", &InboundMessage::text, kMaxTextCharacters},
    FieldRow{"subject", &InboundMessage::subject, 200},
    FieldRow{"kind", nullptr, 0, read_kind},
    FieldRow{"unit", &InboundMessage::unit_hint, 100},
    FieldRow{"contact", &InboundMessage::contact, 100},
    FieldRow{"place", &InboundMessage::place, 200},
    FieldRow{"publish", nullptr, 0, read_publish},
    FieldRow{"sent_at", nullptr, 0, read_sent_at},
    FieldRow{"attachments", nullptr, 0, read_attachments},
};

void read_field(const FieldRow& row, const element& value, Reading& reading) {
    if (row.text != nullptr)
        reading.payload.message.*row.text = reading.text(value, row.name, {row.characters});
    else
        row.read(value, reading);
}

void read_fields(const Object& object, Reading& reading) {
    std::array<bool, kFields.size()> seen{};
    for (const auto& [key, value] : object) {
        std::size_t i = 0;
        while (i < kFields.size() && kFields[i].name != key)
            ++i;
        if (i == kFields.size())
            continue;
        // Two values of one name: whichever we took, the sender may have meant the other.
        if (seen[i])
            reading.fail(Errc::bad_request, key);
        seen[i] = true;
        read_field(kFields[i], value, reading);
        if (reading.fault)
            return;
    }
}

void check_whole(Reading& reading) {
    if (reading.fault)
        return;
    if (reading.payload.id.empty())
        return reading.fail(Errc::bad_request, "id");
    InboundMessage& message = reading.payload.message;
    if (message.sender.empty())
        return reading.fail(Errc::bad_request, "from.id");
    if (!text::trim(message.text).empty())
        return;
    if (message.attachments.empty())
        return reading.fail(Errc::empty_text, "text");
    message.text = kOnlyAttachments;
}

/// The parser reads a little behind the text, so it works on a copy with room.
struct Reader {
    Reader() {
        if (parser.allocate(kStartCapacity, kMaxNesting) != simdjson::SUCCESS)
            throw std::bad_alloc();
    }

    void read(std::string_view body, Reading& reading) {
        buffer.assign(body);
        buffer.append(simdjson::SIMDJSON_PADDING, '\0');
        element root;
        Object object;
        const auto error = parser.parse(buffer.data(), body.size(), false).get(root);
        if (error == simdjson::UTF8_ERROR)
            return reading.fail(Errc::bad_encoding, "body");
        if (error != simdjson::SUCCESS || root.get_object().get(object) != simdjson::SUCCESS)
            return reading.fail(Errc::bad_request, "body");
        read_fields(object, reading);
    }

    simdjson::dom::parser parser;
    std::string buffer;
};

}  // namespace

boost::system::result<WebhookPayload, PayloadFault> read_webhook_payload(std::string_view body) {
    thread_local Reader reader;
    if (body.find('\0') != std::string_view::npos)
        return PayloadFault{Errc::bad_encoding, "body"};
    Reading reading;
    reader.read(body, reading);
    check_whole(reading);
    if (reading.fault)
        return *std::move(reading.fault);
    return std::move(reading.payload);
}

}  // namespace huiying::channel
