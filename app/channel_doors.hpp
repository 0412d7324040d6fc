// Adding and rotating channel accounts, for the command line and the console: the platforms' table
// meets the record.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/web/api_routes.hpp"
#include "config/settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::app {

/// What the console needs of the platforms.
web::ChannelDoors channel_doors_of(const config::Settings& settings);

/// Fills presets, generates what can be and is needed, checks. An empty `problem.field` means that
/// the account is good. Returns the keys of what was generated.
std::vector<std::string> complete(model::ChannelAccount& account, web::Problem& problem);

/// A new secret; the former stays valid beside it. What is in the way where the account has none to
/// rotate, or could not be opened with it; then it must not be kept.
std::optional<web::Problem> rotate(model::ChannelAccount& account);

}  // namespace huiying::app
