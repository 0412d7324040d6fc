// Files that came with a message and are still at their platform: which are wanted now, and what
// came of fetching one. What is fetched is stored like what citizens upload: type sniffed, kept by
// hash, shown without metadata. Used by bot/delivery's fetcher. Thread rule: safe from any thread;
// blocking.
#pragma once

#include "board/model/wanted_file.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Files;

using model::WantedFile;

class FetchedFiles {
  public:
    FetchedFiles(store::Database& database, Files& files, const model::Clock& clock);

    /// Up to `limit` that are due; they come again after `claim_length` unless settled.
    [[nodiscard]] std::vector<WantedFile> claim(std::chrono::seconds claim_length, int limit);
    /// The bytes are here: stored, and shown with the message from now on. A file of a kind that is
    /// not taken, or too large, will not be: then its name says so.
    void keep(const WantedFile& wanted, std::string_view bytes);
    /// It will not come: the file's name says why, a Chinese phrase.
    void give_up(const WantedFile& wanted, const std::string& why);
    /// It did not come this time: after a pause again, and given up after a day of that.
    void try_later(const WantedFile& wanted, const std::string& detail);

  private:
    store::Database& database_;
    Files& files_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
