// The catalogue of what must be published: its items, the events that start a clock, what was done
// with each, and which reminders are over. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/catalogue_item.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// What was done with an item.
struct CatalogueDeed {
    model::Instant at{};
    std::string by;     ///< login
    std::string event;  ///< stable word
    std::string detail;
};

class CatalogueRepository {
  public:
    explicit CatalogueRepository(Connection& connection) : connection_(connection) {}

    /// In their order.
    std::vector<model::KeptItem> items();
    std::optional<model::KeptItem> find(const std::string& id);
    /// Adds it at the end, or replaces it; the version is given here and returned.
    std::int64_t put(const model::CatalogueItem& item, const std::string& since);

    /// Those that must still be published and those that were, dropped ones apart.
    std::vector<model::CatalogueEvent> open_events();
    std::vector<model::CatalogueEvent> events_of(const std::string& item);
    std::optional<model::CatalogueEvent> find_event(std::int64_t id);
    std::int64_t add_event(const model::CatalogueEvent& event);
    void drop_event(std::int64_t id, const std::string& reason);

    void add_deed(const std::string& item, const CatalogueDeed& deed);
    /// Newest first.
    std::vector<CatalogueDeed> deeds(const std::string& item, int most);

    bool is_told(const std::string& key);
    /// False when that reminder was over already: then nothing may be told.
    bool tell(const std::string& key, const std::string& item, model::Instant now, int told);

    /// Grows with every change of the catalogue and its publications.
    std::int64_t revision();
    void raise_revision();

  private:
    Connection& connection_;
};

}  // namespace huiying::store
