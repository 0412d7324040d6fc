// All that people and the worker do with the record, and the way out to the platforms: what
// serve.cpp builds once a process and hands to its threads and its web server. Made on the main
// thread.
#pragma once

#include "app/attachments.hpp"
#include "app/chat_feed.hpp"
#include "app/record.hpp"
#include "app/turn_parts.hpp"
#include "board/desk/administration.hpp"
#include "board/desk/casework.hpp"
#include "board/desk/delivery.hpp"
#include "board/desk/delivery_reports.hpp"
#include "board/desk/digests.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/people.hpp"
#include "board/desk/policy_documents.hpp"
#include "board/desk/recount.hpp"
#include "board/desk/robots.hpp"
#include "board/desk/send_quotas.hpp"
#include "board/desk/take_in.hpp"
#include "board/desk/tickets.hpp"
#include "bot/channel/http_transport.hpp"
#include "bot/channel/open_channels.hpp"
#include "bot/channel/token_cache.hpp"
#include "bot/delivery/sender.hpp"
#include "config/settings.hpp"
#include "http/client.hpp"

#include <string>

namespace huiying::app {

/// Unique a start, so that a claim of an earlier start is never taken for ours.
std::string process_name();

/// What people and the worker do with the record.
struct UseCases {
    /// `senses`: what messages mean, where the town asks an endpoint for that.
    UseCases(
        Record& record,
        const config::Settings& settings,
        const desk::Announce& announce,
        desk::AskSenses senses = {}
    );

    desk::Administration administration;
    desk::Tickets tickets;
    desk::Escalation escalation;
    desk::Digests digests;
    desk::Robots robots;
    desk::Casework casework;
    desk::People people;
    desk::Delivery outbox;
    desk::DeliveryReports reports;
    desk::SendQuotas quotas;
    desk::TakeIn take_in;
    desk::Recount recount;
    desk::PolicyDocuments documents;
};

/// The open accounts, and the way out to their platforms.
struct Platforms {
    Platforms(const config::Settings& settings, Record& record);

    delivery::SenderUses sender_uses(
        UseCases& use, telemetry::Metrics& metrics, const model::Clock& clock
    ) {
        return {use.outbox, use.quotas, channels, transport, tokens, metrics, clock, &mailbox};
    }

    AttachmentUses attachment_uses(Record& record) {
        return {record.database, record.files, channels, transport, tokens, record.clock};
    }

    TurnParts::Uses turn_uses(
        Record& record,
        http::IoThread& io,
        queue::Appender& appender,
        telemetry::Metrics& metrics,
        desk::DeliveryReports& reports,
        LanguageModels& models
    ) {
        return {record, io, appender, channels, transport, tokens, metrics, reports, models};
    }

    channel::OpenChannels channels;
    RecordMailbox mailbox;
    http::Client client;
    http::Client administrator_client;
    channel::HttpTransport transport{client, administrator_client};
    channel::TokenCache tokens;
};

}  // namespace huiying::app
