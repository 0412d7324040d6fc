// Adding and rotating channel accounts, for the command line and the console: the platforms' table
// meets the record.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/web/api_routes.hpp"
#include "config/settings.hpp"

namespace huiying::app {

/// What the console needs of the platforms.
web::ChannelDoors channel_doors_of(const config::Settings& settings);

/// Fills presets, generates what can be and is needed, checks. An empty `problem.field` means that
/// the account is good. Returns the keys of what was generated.
std::vector<std::string> complete(model::ChannelAccount& account, web::Problem& problem);

/// A new secret; the former stays valid beside it. False where the platform has none to rotate.
bool rotate(model::ChannelAccount& account);

}  // namespace huiying::app
