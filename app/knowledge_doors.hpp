// The doors of what the town knows and publishes: its FAQ, policy documents and which of them a
// ticket asks about, the catalogue of what must be published, and files of what it has already.
// Used by web_server. Thread rule: as of the use cases.
#pragma once

#include "app/record.hpp"
#include "board/desk/catalogue.hpp"
#include "board/desk/catalogue_file.hpp"
#include "board/desk/catalogue_publishing.hpp"
#include "board/desk/desk_uses.hpp"
#include "board/desk/document_links.hpp"
#include "board/desk/faq_keeping.hpp"
#include "board/desk/people.hpp"
#include "board/desk/policy_documents.hpp"
#include "board/desk/public_documents.hpp"
#include "board/desk/town_import.hpp"
#include "http/router.hpp"
#include "http/slow_lane.hpp"

namespace huiying::app {

class KnowledgeDoors {
  public:
    /// `uses` are those of `record`.
    KnowledgeDoors(
        Record& record, const desk::DeskUses& uses, const desk::Publications& publications
    );

    /// `passwords`: for the people of a file.
    void add_to(http::Router& router, desk::People& people, http::SlowLane& passwords);

    [[nodiscard]] const desk::Catalogue& catalogue() const { return catalogue_; }

    /// Policy documents as the board shows them.
    [[nodiscard]] const desk::PublicDocuments& published() const { return published_; }

  private:
    desk::Town& town_;
    desk::FaqKeeping faq_;
    desk::PolicyDocuments documents_;
    desk::DocumentLinks links_;
    desk::PublicDocuments published_;
    desk::Catalogue catalogue_;
    desk::CataloguePublishing publishing_;
    desk::CatalogueFile file_;
    desk::TownImport import_;
};

}  // namespace huiying::app
