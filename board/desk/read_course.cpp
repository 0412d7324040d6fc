// Pauses, terminations and commitments of a ticket's proceedings.
#include "board/desk/read_proceedings.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/store/pause_repository.hpp"
#include "board/store/termination_repository.hpp"

namespace huiying::desk {
namespace {

std::vector<PauseView> pauses_of(const ProceedingsSource& source) {
    std::vector<PauseView> views;
    const auto id = source.record.ticket.id;
    for (auto& row : store::PauseRepository(source.connection).of(id))
        views.push_back(
            {row.by,
             row.from,
             row.to,
             row.ground,
             std::string(model::chinese_name(row.ground)),
             row.evidence,
             row.ended_by,
             row.round}
        );
    return views;
}

std::vector<TerminationView> terminations_of(const ProceedingsSource& source) {
    std::vector<TerminationView> views;
    const auto id = source.record.ticket.id;
    for (auto& row : store::TerminationRepository(source.connection).of(id))
        views.push_back(
            {row.asked_by,
             row.at,
             row.reason,
             row.basis,
             std::string(store::to_word(row.decision)),
             row.decided_by,
             row.decided_at,
             row.opinion}
        );
    return views;
}

std::vector<CommitmentView> commitments_of(const ProceedingsSource& source) {
    std::vector<CommitmentView> views;
    const auto id = source.record.ticket.id;
    for (auto& row : store::CommitmentRepository(source.connection).of(id))
        views.push_back(
            {row.text, row.due, row.made_by, row.at, row.kept_by, row.kept_at, row.summary}
        );
    return views;
}

}  // namespace

void read_course(const ProceedingsSource& source, Proceedings& proceedings) {
    proceedings.pauses = pauses_of(source);
    proceedings.terminations = terminations_of(source);
    proceedings.commitments = commitments_of(source);
}

}  // namespace huiying::desk
