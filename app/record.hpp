// The record of one data folder, opened: settings, town's secret, database, templates, town. What
// `serve` and every command that works on the data begin with. Made on main's stack; members are
// destroyed in reverse order.
#pragma once

#include "board/desk/files.hpp"
#include "board/desk/town.hpp"
#include "board/model/instant.hpp"
#include "board/store/database.hpp"
#include "config/settings.hpp"
#include "templates/renderer.hpp"

#include <filesystem>
#include <memory>

namespace huiying::app {

struct Record {
    /// Opens or makes the folder: secret, database (schema brought up to date), the town's contents
    /// when it is empty. Throws config::ConfigError, store::StoreUnavailable,
    /// std::filesystem::filesystem_error.
    Record(const config::Settings& settings, desk::Demo demo);

    const std::filesystem::path folder;
    const model::SystemClock clock;
    const model::TownSecret secret;
    store::Database database;
    desk::Files files;
    const templates::Renderer renderer;
    std::unique_ptr<desk::Town> town;
};

/// The record's file in a data folder.
inline constexpr const char* kRecordFile = "huiying.db";

/// A data folder, made when it is not there, for its owner only. Throws
/// std::filesystem::filesystem_error.
std::filesystem::path made_folder(const std::string& path);

/// The town's secret of a data folder: 32 random bytes in `town.secret`, made at the first start,
/// readable by the owner only.
model::TownSecret town_secret(const std::filesystem::path& folder);

}  // namespace huiying::app
