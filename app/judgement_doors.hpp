// The doors by which a town steers what the program judges: routing models and rules, bounds of
// sure answers, synonyms, the quality of replies, their rewriting. Used by web_server. Thread rule:
// as of the use cases.
#pragma once

#include "app/language_models.hpp"
#include "board/desk/answer_bounds.hpp"
#include "board/desk/desk_uses.hpp"
#include "board/desk/order_learning.hpp"
#include "board/desk/people.hpp"
#include "board/desk/reply_sample.hpp"
#include "board/desk/routing_models.hpp"
#include "board/desk/synonym_list.hpp"
#include "board/desk/town_rules.hpp"
#include "http/router.hpp"
#include "http/slow_lane.hpp"

namespace huiying::app {

class JudgementDoors {
  public:
    /// What serves them. The town is the one of the desk's uses: these doors change it.
    struct Uses {
        desk::Town& town;
        LanguageModels& models;
        http::IoThread& io;
    };

    /// `lane`: for what waits for a language model.
    JudgementDoors(const desk::DeskUses& desk, const Uses& uses, http::SlowLaneSettings lane);

    void add_to(http::Router& router, desk::People& people);

  private:
    desk::RoutingModels routing_models_;
    desk::TownRules town_rules_;
    desk::AnswerBoundsChoice answer_bounds_;
    desk::OrderLearning order_learning_;
    desk::SynonymList synonyms_;
    desk::ReplySample reply_sample_;
    desk::Rewriting rewriting_;
    http::SlowLane lane_;  // last: ends before what its routes use
};

}  // namespace huiying::app
