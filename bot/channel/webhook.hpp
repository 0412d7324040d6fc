// The generic signed webhook: any system of the town (a mini program, a hotline, another portal)
// hands over messages as JSON, signed by Standard Webhooks, and gets replies the same way.
// Formats: docs/channels/webhook.md.
#pragma once

#include "bot/channel/channel_table.hpp"

#include <string>
#include <string_view>

namespace huiying::channel {

/// This platform's row.
const ChannelRow& webhook_row();

/// The JSON of a reply:
/// {"type":"reply","id","number","to":{"id"},"text","at","by"}; `id` is the idempotency key.
std::string render_reply(const model::OutboundMessage& message);

}  // namespace huiying::channel
