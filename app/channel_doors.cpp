#include "app/channel_doors.hpp"

#include "bot/channel/channel_table.hpp"

#include <algorithm>

namespace huiying::app {
namespace {

using channel::AccountField;

web::PlatformField field_of(const AccountField& field) {
    web::PlatformField shown{
        .key = std::string(field.key),
        .title = std::string(field.title),
        .secret = field.place == AccountField::Place::secret,
        .required =
            field.need == AccountField::Need::required && !field.generate && field.preset.empty(),
        .generated = field.generate != nullptr,
    };
    if (field.key == "mode")
        shown.choices = {"safe", "plain"};
    if (field.key == "scheme")
        shown.choices = {"standard", "slack", "github", "telegram"};
    if (field.key == "trust_sent_at")
        shown.choices = {"no", "yes"};
    return shown;
}

}  // namespace

std::vector<std::string> complete(model::ChannelAccount& account, web::Problem& problem) {
    const auto* row = channel::find_channel(account.channel);
    if (!row) {
        problem = {.code = model::Errc::bad_request, .detail = "没有这个渠道", .field = "channel"};
        for (const auto& known : channel::channel_table())
            problem.allowed.emplace_back(known.platform);
        return {};
    }
    auto generated = channel::complete_account(*row, account);
    auto made = channel::open_channel(account);
    if (const auto* wrong = std::get_if<channel::AccountProblem>(&made))
        problem = {
            .code = model::Errc::bad_request, .detail = wrong->message, .field = wrong->field};
    return generated;
}

std::optional<web::Problem> rotate(model::ChannelAccount& account) {
    const web::Problem none{
        .code = model::Errc::move_not_allowed, .detail = "这个渠道没有可以由系统更换的密钥"};
    const auto* row = channel::find_channel(account.channel);
    if (!row)
        return none;
    const auto field = [&](std::string_view key) {
        return std::find_if(
            row->fields.begin(),
            row->fields.end(),
            [&](const AccountField& candidate) { return candidate.key == key; }
        );
    };
    const auto secret = field("secret");
    if (field("previous_secret") == row->fields.end() || secret == row->fields.end() ||
        !secret->generate)
        return none;
    account.secrets["previous_secret"] = account.secret("secret");
    account.secrets["secret"] = secret->generate();
    // Some platforms give the secret themselves: ours would shut the door.
    const auto made = channel::open_channel(account);
    if (const auto* wrong = std::get_if<channel::AccountProblem>(&made))
        return web::Problem{
            .code = model::Errc::move_not_allowed,
            .detail = "密钥没有更换：" + wrong->message,
            .field = wrong->field};
    return std::nullopt;
}

web::ChannelDoors channel_doors_of(const config::Settings& settings) {
    web::ChannelDoors doors{
        .complete = &complete,
        .rotate = &rotate,
        .public_url = settings.text("server.public_url"),
        .base_path = settings.text("server.base_path"),
    };
    for (const auto& row : channel::channel_table()) {
        web::Platform platform{std::string(row.platform), std::string(row.title), {}};
        for (const auto& field : row.fields)
            platform.fields.push_back(field_of(field));
        doors.platforms.push_back(std::move(platform));
    }
    return doors;
}

}  // namespace huiying::app
