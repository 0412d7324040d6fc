// What a reviewer should look at before a reply goes out: findings, each with the words that it is
// about. They advise, a person decides. Pure, safe from any thread. Used before review.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/model/tally.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::draft {

enum class Check {
    unanswered,  ///< a question of the message of which the reply has hardly a word
    forwarded,   ///< "已转相关部门" and nothing else
    evasive,     ///< says hardly anything: who did what, when, why
    no_name,     ///< "相关部门": which one it is stands nowhere
    no_date,     ///< "尽快": by when stands nowhere
    no_basis,    ///< a question answered without law, document or rule
    no_remedy,   ///< a decision on information without review, lawsuit and their periods
    number,      ///< another date, amount or telephone number than the source has
    personal,    ///< identity number, bank card, mobile number and the like
    expired,     ///< rests on or names a document that is no longer in force
    wording,     ///< a word from the list of those that no citizen should read
    blank,       ///< 【待填】 is still there
    too_long,    ///< for the channel: the citizen would not get all of it
    too_short,   ///< for anything to be in it
};

struct Finding {
    Check check = Check::unanswered;
    std::string words;  ///< Chinese, for the reviewer
};

/// A document that nobody should cite any more.
struct OutdatedDocument {
    std::string title;
    std::string number;
    std::string words;  ///< what became of it: "已失效", "已被《…》替代"
};

/// Documents as a reply may name them.
struct CitedDocuments {
    std::vector<OutdatedDocument> outdated;
    std::vector<std::string> in_force;  ///< titles; one of the same name is meant by a bare title
};

struct ReplyToCheck {
    std::string message;  ///< subject and text
    std::string reply;
    model::Kind kind = model::Kind::question;
    std::vector<std::string> expired;  ///< titles of documents and entries that are out of force
    std::vector<std::string> sources;  ///< what the entries say that the draft rests on
    std::string channel;               ///< by which it will go; "": any length
    std::string frame;                 ///< what its wording says without an answer; "": unknown
    CitedDocuments documents = {};
};

/// The town's list; kUnwelcomeWords where it has none.
using WordingList = std::vector<std::string>;
[[nodiscard]] const WordingList& unwelcome_words();

/// In the order of the checks above; questions in the order of the message. Empty: nothing found.
/// What is answered, by whom, when and why is looked for beside the letter's frame.
[[nodiscard]] std::vector<Finding> check_reply(
    const ReplyToCheck& reply, const WordingList& wording = unwelcome_words()
);

/// 0 for a reply full of what was done, when and why, about what was asked; 1 for one without. Of a
/// letter, whatever its frame (letter_frame.hpp).
[[nodiscard]] double evasiveness(std::string_view message, std::string_view reply);

/// From here on check_reply() finds a reply evasive.
inline constexpr double kEvasive = model::kEvasiveHundredths / 100.0;

}  // namespace huiying::draft
