// The doors to what answers rest on: the FAQ knowledge base, policy documents, and which of them a
// ticket asks about. Used by web_server. Thread rule: as of the use cases.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/document_links.hpp"
#include "board/desk/faq_keeping.hpp"
#include "board/desk/people.hpp"
#include "board/desk/policy_documents.hpp"
#include "board/desk/public_documents.hpp"
#include "http/router.hpp"

namespace huiying::app {

class KnowledgeDoors {
  public:
    /// `town` is the one of `uses`: these change it.
    KnowledgeDoors(
        const desk::DeskUses& uses, desk::Town& town, const desk::Publications& publications
    );

    /// Policy documents as the board shows them.
    const desk::PublicDocuments& published() const { return published_; }

    void add_to(http::Router& router, desk::People& people);

  private:
    desk::Town& town_;
    desk::FaqKeeping faq_;
    desk::PolicyDocuments documents_;
    desk::DocumentLinks links_;
    desk::PublicDocuments published_;
};

}  // namespace huiying::app
