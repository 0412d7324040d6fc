// What each action of the audit is called, and what it is about. Private to this room. Pure, safe
// from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {

/// What a row is about. `tickets` are the moves, and every action that no other subject names.
enum class AuditSubject { logins, people, town, knowledge, routing, delivery, exports, tickets };

struct AuditSubjectWord {
    AuditSubject subject;
    std::string_view word;
    std::string_view name;
};

[[nodiscard]] std::span<const AuditSubjectWord> audit_subjects();
[[nodiscard]] std::optional<AuditSubject> parse_audit_subject(std::string_view word);
[[nodiscard]] AuditSubject audit_subject_of(std::string_view action);
/// The action itself where nobody has named it.
[[nodiscard]] std::string audit_name_of(std::string_view action);
/// The actions of a subject; of `tickets`: those of all others.
[[nodiscard]] std::vector<std::string> audit_actions_of(AuditSubject subject);

}  // namespace huiying::desk
