// Replies and notes that were there before they could be searched come into the index batch after
// batch, so that no start waits for them. Thread rule: safe from any thread; blocking.
#pragma once

namespace huiying::store {
class Database;
}

namespace huiying::desk {

/// Some more of them. Returns how many rows were looked at: 0 when nothing is left.
int fill_said(store::Database& database, int rows);

}  // namespace huiying::desk
