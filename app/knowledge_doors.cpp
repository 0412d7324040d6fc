#include "app/knowledge_doors.hpp"

#include "board/web/api_documents.hpp"
#include "board/web/api_faq.hpp"

namespace huiying::app {

KnowledgeDoors::KnowledgeDoors(
    const desk::DeskUses& uses, desk::Town& town, const desk::Publications& publications
)
    : town_(town),
      faq_(uses.database, town, uses.clock),
      documents_(uses.database, town, uses.clock),
      links_(uses, town),
      published_(uses.database, town, publications, uses.clock) {}

void KnowledgeDoors::add_to(http::Router& router, desk::People& people) {
    web::add_faq_routes(router, people, faq_, town_);
    web::add_document_routes(router, people, {documents_, links_});
}

}  // namespace huiying::app
