#include "app/knowledge_doors.hpp"

#include "board/web/api_catalogue.hpp"
#include "board/web/api_documents.hpp"
#include "board/web/api_faq.hpp"
#include "board/web/api_imports.hpp"

namespace huiying::app {

KnowledgeDoors::KnowledgeDoors(
    Record& record, const desk::DeskUses& uses, const desk::Publications& publications
)
    : town_(*record.town),
      faq_(record.database, town_, record.clock),
      documents_(record.database, town_, record.clock),
      links_(uses, town_),
      published_(record.database, town_, publications, record.clock),
      catalogue_(record.database, town_, record.clock),
      publishing_(record.database, town_, record.clock, faq_),
      file_(record.database, town_, record.clock),
      import_(record.database, town_, record.clock) {}

void KnowledgeDoors::add_to(http::Router& router, desk::People& people, http::SlowLane& passwords) {
    web::add_faq_routes(router, people, faq_, town_);
    web::add_document_routes(router, people, {documents_, links_});
    web::add_catalogue_routes(router, people, {catalogue_, publishing_, file_, town_});
    web::add_import_routes(router, people, import_, passwords);
}

}  // namespace huiying::app
