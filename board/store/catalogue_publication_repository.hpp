// What was published for items of the catalogue, and the reviews of each text. Used by desk, inside
// Database::write or ::read.
#pragma once

#include "board/model/catalogue_item.hpp"
#include "board/store/publication_repository.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huiying::store {

/// Of one item, for lists.
struct CatalogueDone {
    std::set<std::string> cycles;                     ///< for which something is published
    int waiting = 0;                                  ///< texts that wait for their review
    std::optional<model::CataloguePublication> last;  ///< newest published one, without its text
};

class CataloguePublicationRepository {
  public:
    explicit CataloguePublicationRepository(Connection& connection) : connection_(connection) {}

    std::optional<model::CataloguePublication> find(std::int64_t id);
    /// Newest first.
    std::vector<model::CataloguePublication> of_item(const std::string& item, int most);
    /// Those that are public, newest first.
    std::vector<model::CataloguePublication> shown(const std::string& item, int most);
    /// By item; one that is not in it has nothing.
    std::map<std::string, CatalogueDone> done_of_all();

    /// Returns its id.
    std::int64_t add(const model::CataloguePublication& publication);
    void update(const model::CataloguePublication& publication);

    void add_review(std::int64_t publication, const ReviewRecord& review);
    std::vector<ReviewRecord> reviews(std::int64_t publication);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
