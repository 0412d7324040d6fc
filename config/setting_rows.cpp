// The table of settings: a new one is a row here.
#include "config/language_model_rows.hpp"
#include "config/settings.hpp"

#include <array>

namespace huiying::config {
namespace {

using enum SettingType;

constexpr std::array kRows{
    SettingRow{
        "server.address",
        text,
        "0.0.0.0",
        0,
        0,
        "",
        false,
        "address to listen on",
        SettingForm::ip_address},
    SettingRow{
        "server.port",
        integer,
        "8080",
        0,
        65535,
        "",
        false,
        "port to listen on; 0 takes a free one"},
    SettingRow{
        "server.base_path",
        text,
        "",
        0,
        0,
        "",
        false,
        "path below which everything lies behind a portal, e.g. /huiying",
        SettingForm::path_prefix},
    SettingRow{
        "server.public_url",
        text,
        "",
        0,
        0,
        "",
        false,
        "address citizens use, for links in messages; empty: made from the request",
        SettingForm::web_address},
    SettingRow{
        "server.trusted_proxies",
        list,
        "",
        0,
        0,
        "",
        false,
        "addresses or networks whose X-Forwarded-For and -Proto are believed",
        SettingForm::network},
    SettingRow{
        "server.max_connections",
        integer,
        "4096",
        16,
        100000,
        "",
        false,
        "open connections; beyond, the longest idle one is closed"},
    SettingRow{
        "server.hook_body_limit",
        integer,
        "65536",
        1024,
        1048576,
        "",
        false,
        "bytes of a platform's delivery"},
    SettingRow{
        "server.upload_limit",
        integer,
        "33554432",
        65536,
        268435456,
        "",
        false,
        "bytes of a form with files"},
    SettingRow{
        "server.body_memory_mb",
        integer,
        "128",
        1,
        16384,
        "",
        false,
        "MiB that bodies of requests may take together; beyond, 503; at least server.upload_limit"},
    SettingRow{
        "server.threads", integer, "4", 1, 64, "", false, "threads for pages and staff requests"},
    SettingRow{
        "server.metrics_port",
        integer,
        "0",
        0,
        65535,
        "",
        false,
        "own port for /metrics; 0: main port, loopback only"},
    SettingRow{
        "chat.max_connections",
        integer,
        "12000",
        1,
        1000000,
        "",
        false,
        "open pages of the web chat; beyond, a page waits and tries again"},
    SettingRow{
        "chat.max_per_address",
        integer,
        "50",
        1,
        1000000,
        "",
        false,
        "of these, how many one network address may have (an office may share one)"},
    SettingRow{
        "chat.messages_per_minute",
        integer,
        "120",
        1,
        1000000,
        "",
        false,
        "messages that one network address may write in the web chat, as many at once"},
    SettingRow{
        "chat.keep_days",
        integer,
        "180",
        0,
        36500,
        "",
        false,
        "days until lines of talks are forgotten, but those of open tickets; 0: never"},
    SettingRow{
        "data.folder",
        text,
        "./data",
        0,
        0,
        "",
        false,
        "folder of database, files, embedded Redis and the town's secret"},
    SettingRow{
        "data.min_free_mb",
        integer,
        "500",
        0,
        1000000,
        "",
        false,
        "below this much free disk /readyz says so"},
    SettingRow{
        "town.folder",
        text,
        "",
        0,
        0,
        "",
        false,
        "folder with town.toml, units.toml, faq.toml; empty: the packed sample town"},
    SettingRow{
        "town.templates",
        text,
        "",
        0,
        0,
        "",
        false,
        "folder whose replies/ and pages/ replace single templates"},
    SettingRow{
        "redis.address",
        text,
        "",
        0,
        0,
        "",
        false,
        "unix socket path or host:port of an existing Redis; empty: an own one as a child"},
    SettingRow{"redis.password", text, "", 0, 0, "", true, "password of the existing Redis"},
    SettingRow{
        "redis.connections", integer, "12", 1, 64, "", false, "pipelined connections for appends"},
    SettingRow{
        "redis.partitions",
        integer,
        "8",
        1,
        256,
        "",
        false,
        "streams that messages are spread over; never change it while entries wait"},
    SettingRow{
        "intake.in_flight", integer, "1024", 16, 100000, "", false, "appends under way before 503"},
    SettingRow{
        "intake.per_address_hourly",
        integer,
        "20",
        0,
        100000,
        "",
        false,
        "new messages by form, API and web chat that a network may send an hour; 0: any number"},
    SettingRow{
        "intake.per_address_daily", integer, "60", 0, 100000, "", false, "the same for 24 hours"},
    SettingRow{"worker.batch", integer, "100", 1, 1000, "", false, "messages in one transaction"},
    SettingRow{"sender.threads", integer, "2", 1, 16, "", false, "replies sent at the same time"},
    SettingRow{
        "sender.claim_seconds",
        integer,
        "30",
        2,
        3600,
        "",
        false,
        "how long a sender may hold a reply before it counts as dead"},
    SettingRow{
        "sender.timeout_seconds",
        integer,
        "10",
        1,
        120,
        "",
        false,
        "how long a platform may take to answer"},
    SettingRow{
        "sender.retry_seconds",
        integer,
        "2",
        1,
        3600,
        "",
        false,
        "pause after the first try that failed; doubled with each further one"},
    SettingRow{
        "sender.longest_retry_seconds",
        integer,
        "600",
        1,
        86400,
        "",
        false,
        "longest pause between two tries"},
    SettingRow{
        "sender.max_attempts",
        integer,
        "500",
        1,
        100000,
        "",
        false,
        "tries to send a reply before it has failed and a person must see to it"},
    SettingRow{
        "sender.max_age_hours",
        integer,
        "72",
        1,
        8760,
        "",
        false,
        "how long a reply is tried before it has failed"},
    SettingRow{
        "sender.robot_test_address",
        text,
        "",
        0,
        0,
        "",
        false,
        "for tests: group robots' messages go to this loopback address instead of the platform",
        SettingForm::web_address},
    SettingRow{
        "attachments.private_addresses",
        text,
        "refuse",
        0,
        0,
        "refuse|allow",
        false,
        "whether files that a message names may be fetched from private addresses; for tests"},
    SettingRow{
        "oidc.issuer",
        text,
        "",
        0,
        0,
        "",
        false,
        "OpenID Connect provider by which staff log in, e.g. "
        "https://id.example.gov.cn/realms/town; empty: none",
        SettingForm::web_address},
    SettingRow{"oidc.client_id", text, "", 0, 0, "", false, "what the provider calls this service"},
    SettingRow{
        "oidc.client_secret_file",
        text,
        "",
        0,
        0,
        "",
        false,
        "file with the client secret in one line; empty: a public client"},
    SettingRow{
        "oidc.claim",
        text,
        "preferred_username",
        0,
        0,
        "",
        false,
        "claim of the ID token that names the person; one that people cannot change themselves"},
    SettingRow{
        "oidc.scope",
        text,
        "openid profile",
        0,
        0,
        "",
        false,
        "what is asked of the provider, apart by spaces"},
    SettingRow{
        "oidc.title",
        text,
        "统一身份认证",
        0,
        0,
        "",
        false,
        "words on the button of the login page"},
    SettingRow{
        "oidc.create_people",
        text,
        "no",
        0,
        0,
        "no|yes",
        false,
        "whether somebody whom only the provider knows is noted, switched off until an "
        "administrator gives a unit and roles"},
    SettingRow{
        "roles",
        list,
        "intake,worker,clock,sender,web",
        0,
        0,
        "intake|worker|clock|sender|web",
        false,
        "what this process does"},
    SettingRow{
        "log.level", text, "info", 0, 0, "debug|info|warn|error", false, "lowest level written"},
};

template <std::size_t first, std::size_t second>
constexpr std::array<SettingRow, first + second> joined(
    const std::array<SettingRow, first>& rows, const std::array<SettingRow, second>& more
) {
    std::array<SettingRow, first + second> all{};
    for (std::size_t at = 0; at < all.size(); ++at)
        all[at] = at < first ? rows[at] : more[at - first];
    return all;
}

constexpr auto kAllRows = joined(kRows, kLanguageModelRows);

}  // namespace

std::span<const SettingRow> setting_rows() {
    return kAllRows;
}

}  // namespace huiying::config
