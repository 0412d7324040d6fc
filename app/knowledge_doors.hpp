// The doors of what the town knows and publishes: its FAQ, the catalogue of what must be published,
// and files of what it has already. Used by web_server. Thread rule: as of the use cases.
#pragma once

#include "app/record.hpp"
#include "board/desk/catalogue.hpp"
#include "board/desk/catalogue_file.hpp"
#include "board/desk/catalogue_publishing.hpp"
#include "board/desk/faq_keeping.hpp"
#include "board/desk/people.hpp"
#include "board/desk/town_import.hpp"
#include "http/router.hpp"
#include "http/slow_lane.hpp"

namespace huiying::app {

class KnowledgeDoors {
  public:
    explicit KnowledgeDoors(Record& record);

    /// `passwords`: for the people of a file.
    void add_to(http::Router& router, desk::People& people, http::SlowLane& passwords);

    [[nodiscard]] const desk::Catalogue& catalogue() const { return catalogue_; }

  private:
    desk::Town& town_;
    desk::FaqKeeping faq_;
    desk::Catalogue catalogue_;
    desk::CataloguePublishing publishing_;
    desk::CatalogueFile file_;
    desk::TownImport import_;
};

}  // namespace huiying::app
