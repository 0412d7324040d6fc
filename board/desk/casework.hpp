// The use cases on tickets beyond the everyday way from desk to reply, together. Made by app,
// handed to web. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/acceptance.hpp"
#include "board/desk/after_reply.hpp"
#include "board/desk/assists.hpp"
#include "board/desk/commitments.hpp"
#include "board/desk/contacts.hpp"
#include "board/desk/draft_copies.hpp"
#include "board/desk/evaluations.hpp"
#include "board/desk/extensions.hpp"
#include "board/desk/merging.hpp"
#include "board/desk/notes.hpp"
#include "board/desk/pauses.hpp"
#include "board/desk/presences.hpp"
#include "board/desk/reply_templates.hpp"
#include "board/desk/restrictions.hpp"
#include "board/desk/returns.hpp"
#include "board/desk/reviews.hpp"
#include "board/desk/saved_views.hpp"
#include "board/desk/similar_tickets.hpp"
#include "board/desk/stand_ins.hpp"
#include "board/desk/supervision.hpp"
#include "board/desk/terminations.hpp"

namespace huiying::desk {

struct Casework {
    explicit Casework(const DeskUses& with)
        : uses(with),
          acceptance(with),
          returns(with),
          extensions(with),
          contacts(with),
          evaluations(with),
          merging(with),
          stand_ins(with),
          draft_copies(with),
          pauses(with),
          terminations(with),
          commitments(with),
          after_reply(with),
          assists(with),
          reviews(with),
          notes(with),
          supervision(with),
          views(with),
          presences(with),
          similar(with),
          templates(with),
          restrictions(with) {}

    const DeskUses uses;
    Acceptance acceptance;
    Returns returns;
    Extensions extensions;
    Contacts contacts;
    Evaluations evaluations;
    Merging merging;
    StandIns stand_ins;
    DraftCopies draft_copies;
    Pauses pauses;
    Terminations terminations;
    Commitments commitments;
    AfterReply after_reply;
    Assists assists;
    Reviews reviews;
    Notes notes;
    Supervision supervision;
    SavedViews views;
    Presences presences;
    SimilarTickets similar;
    ReplyTemplates templates;
    Restrictions restrictions;
};

}  // namespace huiying::desk
