// The town as the running process sees it: units, FAQ, policies, channel accounts, calendar. An
// immutable snapshot that is replaced when the directory's revision in the record changes (also by
// another process). Used by all use cases, web, bot. Thread rule: Town may be used from any thread;
// a snapshot never changes.
#pragma once

#include "board/model/calendar.hpp"
#include "board/model/channel_account.hpp"
#include "board/model/faq_entry.hpp"
#include "board/model/ladder_rules.hpp"
#include "board/model/policy_document.hpp"
#include "board/model/routing_rule.hpp"
#include "board/model/ticket.hpp"
#include "board/model/ticket_number.hpp"
#include "board/model/unit.hpp"
#include "board/model/workflow_rules.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {
class Connection;
class Database;
}  // namespace huiying::store

namespace huiying::knowledge {
class FaqIndex;
struct Weights;
class PassageIndex;
}  // namespace huiying::knowledge

namespace huiying::routing {
class Router;
struct LearnedRouting;
}  // namespace huiying::routing

namespace huiying::sla {
class WorkingCalendar;
}

namespace huiying::desk {

/// Whether sample FAQ entries may answer and be shown, and pages say that the data are samples.
enum class Demo { no, yes };

using model::ReplyReview;

/// From which calibrated probability on an entry answers by itself (`sure`), the best is offered,
/// and others beside it; 0 to 1.
struct AnswerBounds {
    double sure = 0.91;
    double offer = 0.12;
    double beside = 0.05;
};

struct TownSettings {
    std::string code;
    std::string name;  ///< 马桥镇
    std::string district;
    std::string city;
    std::string office_name;         ///< signs where no unit does
    std::string service_name;        ///< shown in page heads and receipts
    std::vector<std::string> hours;  ///< "09:00-11:30"
    model::ClockPolicy policy;
    ReplyReview reply_review = ReplyReview::not_needed;
    std::map<model::Kind, ReplyReview> reply_review_of_kind;  ///< where a kind differs
    model::WorkflowRules workflow;
    model::LadderRules ladder;
    AnswerBounds answer_bounds;
};

class TownSnapshot {
  public:
    struct Parts {
        TownSettings settings;
        std::vector<model::Unit> units;
        std::vector<model::FaqEntry> faq;
        std::vector<model::ChannelAccount> accounts;
        std::shared_ptr<const sla::WorkingCalendar> calendar;
        Demo demo = Demo::no;
        std::int64_t revision = 0;
        std::string calendar_in_force;
        std::shared_ptr<const routing::LearnedRouting> learned;  ///< nullptr: the cold start
        std::vector<model::RoutingRule> rules;                   ///< the town's own, in their order
        std::int64_t rules_version = 0;
        std::vector<model::CorrectedRoute> corrected;  ///< oldest first
        std::int64_t corrected_revision = 0;
        std::vector<std::vector<std::string>> synonyms;   ///< groups of words that mean the same
        std::shared_ptr<const knowledge::Weights> order;  ///< learnt; nullptr: the usual one
        std::vector<model::PublishedDocument> documents;  ///< last added first
    };

    explicit TownSnapshot(Parts parts);
    /// What has not changed since `before` is shared with it: an edited FAQ entry among thousands
    /// is found at once.
    TownSnapshot(Parts parts, const TownSnapshot& before);
    ~TownSnapshot();

    const TownSettings& settings() const { return parts_.settings; }

    const std::vector<model::Unit>& units() const { return parts_.units; }

    const std::vector<model::FaqEntry>& faq_entries() const { return parts_.faq; }

    const std::vector<model::ChannelAccount>& accounts() const { return parts_.accounts; }

    Demo demo() const { return parts_.demo; }

    std::int64_t revision() const { return parts_.revision; }

    /// nullptr when there is none.
    const model::Unit* unit(const std::string& code) const;
    /// Full name; the office's for "" and for unknown codes.
    const std::string& unit_name(const std::string& code) const;
    /// Code of the office that dispatches.
    const std::string& lead_unit() const;
    /// Active account; nullptr when there is none.
    const model::ChannelAccount* account(const std::string& channel, const std::string& name) const;
    /// Also one that is shut now.
    const model::ChannelAccount* any_account(const std::string& channel, const std::string& name)
        const;

    /// What the record said.
    const Parts& parts() const { return parts_; }

    const knowledge::FaqIndex& faq() const { return *faq_; }

    /// Policy documents whose text or interpretation is published, last added first.
    const std::vector<model::PublishedDocument>& documents() const { return parts_.documents; }

    /// FAQ entry; nullptr when there is none.
    const model::FaqEntry* entry(const std::string& id) const;

    /// nullptr when none of that id is published.
    const model::PublishedDocument* document(const std::string& id) const;

    /// Passages of the documents that are in force.
    const knowledge::PassageIndex& passages() const { return *passages_; }

    const routing::Router& router() const { return *router_; }

    /// Routes by these rules of the town, and without what was corrected: for a dry run on past
    /// messages, which are among the corrected ones.
    routing::Router router_with(std::vector<model::RoutingRule> rules) const;

    /// The model in use; nullptr when only what the units say of themselves was learnt.
    const std::shared_ptr<const routing::LearnedRouting>& learned() const { return parts_.learned; }

    const sla::WorkingCalendar& calendar() const { return *parts_.calendar; }

    /// Version of the calendar that the record says is in force; another than calendar()'s where
    /// this process could not read it, "" where none was named yet.
    const std::string& calendar_in_force() const { return parts_.calendar_in_force; }

    /// Both due times of a message received then.
    model::DueTimes due_times(model::Instant received) const;

  private:
    Parts parts_;
    std::shared_ptr<const knowledge::FaqIndex> faq_;
    std::shared_ptr<const knowledge::PassageIndex> passages_;
    std::shared_ptr<const routing::LearnedRouting> learned_;  // the cold start's where none is used
    std::shared_ptr<const routing::Router> router_;
};

/// Reads the calendars anew. Throws where a file is wrong.
using CalendarSource = std::function<model::CalendarFacts()>;

class Town {
  public:
    /// A town whose calendar never changes.
    Town(
        store::Database& database,
        const model::CalendarFacts& calendar,
        const model::TownSecret& secret,
        Demo demo
    );
    /// Throws what `source` throws.
    Town(
        store::Database& database, CalendarSource source, const model::TownSecret& secret, Demo demo
    );
    ~Town();

    /// The present snapshot; never null.
    std::shared_ptr<const TownSnapshot> snapshot() const;
    /// Reads the directory again when its revision changed, and the calendars when the record names
    /// another version than this one's; calendars that cannot be read leave those that hold, with a
    /// line in the log. Of what people put right in routing only that is read anew. True when the
    /// directory was read. Blocking; throws StoreUnavailable.
    bool refresh();

    const model::TownSecret& secret() const { return secret_; }

  private:
    TownSnapshot::Parts read_parts();
    std::shared_ptr<const routing::LearnedRouting> learned_by(
        store::Connection& connection, const std::map<std::string, std::string>& settings
    ) const;
    static std::shared_ptr<const knowledge::Weights> learnt_order(
        store::Connection& connection, const std::map<std::string, std::string>& settings
    );
    void follow_calendar(const std::string& version);
    void follow_corrections(std::int64_t revision);
    void hold(std::shared_ptr<const TownSnapshot> fresh);

    store::Database& database_;
    const CalendarSource source_;
    std::shared_ptr<const sla::WorkingCalendar> calendar_;  // one that refreshes at a time
    const model::TownSecret secret_;
    const Demo demo_;
    std::mutex refreshing_;     // held while one thread reads
    mutable std::mutex mutex_;  // guards snapshot_
    std::shared_ptr<const TownSnapshot> snapshot_;
};

}  // namespace huiying::desk
