#include "app/judgement_doors.hpp"

#include "board/web/api_answer_bounds.hpp"
#include "board/web/api_answer_order.hpp"
#include "board/web/api_reply_quality.hpp"
#include "board/web/api_rewriting.hpp"
#include "board/web/api_routing_models.hpp"
#include "board/web/api_synonyms.hpp"
#include "board/web/api_town_rules.hpp"

namespace huiying::app {

JudgementDoors::JudgementDoors(const desk::DeskUses& uses, desk::Town& town, LanguageModels& models)
    : routing_models_(uses.database, town, uses.clock),
      town_rules_(uses.database, town, uses.clock),
      answer_bounds_(uses.database, town, uses.clock),
      order_learning_(uses.database, town, uses.clock),
      synonyms_(uses.database, town, uses.clock),
      reply_sample_(uses),
      rewriting_(uses, models.rewriting()) {}

void JudgementDoors::add_to(http::Router& router, desk::People& people) {
    web::add_routing_model_routes(router, people, routing_models_);
    web::add_town_rule_routes(router, people, town_rules_);
    web::add_answer_bound_routes(router, people, answer_bounds_);
    web::add_answer_order_routes(router, people, order_learning_);
    web::add_synonym_routes(router, people, synonyms_);
    web::add_reply_quality_routes(router, people, reply_sample_);
    web::add_rewriting_routes(router, people, rewriting_);
}

}  // namespace huiying::app
