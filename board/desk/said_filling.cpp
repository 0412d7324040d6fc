#include "board/desk/said_filling.hpp"

#include "board/store/database.hpp"
#include "board/store/said_index.hpp"

namespace huiying::desk {

int fill_said(store::Database& database, int rows) {
    return database.write([rows](store::Connection& connection) {
        return store::fill_said_index(connection, rows);
    });
}

}  // namespace huiying::desk
