// Numbered migrations of the record. A migration is never changed once released; the next one mends
// it.
#pragma once

#include <cstdint>

namespace huiying::store {

class Connection;

/// Brings the schema to the newest version, each migration in a transaction of its own. Throws
/// StoreUnavailable, also when the file was written by a newer release.
void migrate(Connection& connection);
/// Brings an older schema to this version only, as the release left it that had it for its newest.
void migrate_to(Connection& connection, std::int64_t wanted);

/// Version of the schema in the file (PRAGMA user_version).
std::int64_t schema_version(Connection& connection);

/// Newest version that this release knows.
std::int64_t newest_schema_version();

}  // namespace huiying::store
