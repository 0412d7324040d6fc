#include "app/judgement_doors.hpp"

#include "board/web/api_answer_bounds.hpp"
#include "board/web/api_answer_order.hpp"
#include "board/web/api_reply_quality.hpp"
#include "board/web/api_rewriting.hpp"
#include "board/web/api_routing_models.hpp"
#include "board/web/api_synonyms.hpp"
#include "board/web/api_town_rules.hpp"

#include <utility>

namespace huiying::app {
namespace {

/// Two wait for a model (desk/rewriting.cpp); the third says at once that there is no place.
constexpr std::size_t kRewritingThreads = 3;

http::SlowLaneSettings of_rewriting(http::SlowLaneSettings lane) {
    lane.threads = kRewritingThreads;
    return lane;
}

}  // namespace

JudgementDoors::JudgementDoors(
    const desk::DeskUses& desk, const Uses& uses, http::SlowLaneSettings lane
)
    : routing_models_(desk.database, uses.town, desk.clock),
      town_rules_(desk.database, uses.town, desk.clock),
      answer_bounds_(desk.database, uses.town, desk.clock),
      order_learning_(desk.database, uses.town, desk.clock),
      synonyms_(desk.database, uses.town, desk.clock),
      reply_sample_(desk),
      rewriting_(desk, uses.models.rewriting()),
      lane_(uses.io, of_rewriting(std::move(lane))) {}

void JudgementDoors::add_to(http::Router& router, desk::People& people) {
    web::add_routing_model_routes(router, people, routing_models_);
    web::add_town_rule_routes(router, people, town_rules_);
    web::add_answer_bound_routes(router, people, answer_bounds_);
    web::add_answer_order_routes(router, people, order_learning_);
    web::add_synonym_routes(router, people, synonyms_);
    web::add_reply_quality_routes(router, people, reply_sample_);
    web::add_rewriting_routes(router, people, rewriting_, lane_);
}

}  // namespace huiying::app
