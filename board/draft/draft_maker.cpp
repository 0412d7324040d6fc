#include "board/draft/draft_maker.hpp"

#include "board/draft/shipped_reply.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/passage_index.hpp"
#include "templates/renderer.hpp"
#include "text/encoding.hpp"
#include "text/tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace huiying::draft {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxSources = 3;
constexpr std::size_t kMeant = 10;  // in the order of what is meant, of which some are not probable
constexpr std::size_t kMaxNameSymbols = 8;
constexpr std::size_t kMaxSubjectSymbols = 40;
constexpr std::size_t kMaxQuoteSymbols = 600;

std::string_view asked(model::Kind kind) {
    switch (kind) {
        case model::Kind::question:
            return "咨询";
        case model::Kind::suggestion:
            return "建议";
        case model::Kind::help:
            return "求助";
        case model::Kind::complaint:
        case model::Kind::report:
            break;
    }
    return "反映";
}

bool is_han_only(std::string_view name) {
    // Han symbols are the only ones that become one token each, beside their pairs.
    const auto tokens = text::tokens(name);
    const auto symbols = text::code_point_count(name);
    return symbols > 0 && tokens.size() == 2 * symbols - 1;
}

/// FAQ answers often greet by themselves; the template has done so.
std::string_view without_greeting(std::string_view answer) {
    answer = text::trim(answer);
    for (const auto word : {"您好"sv, "你好"sv}) {
        if (!answer.starts_with(word))
            continue;
        for (const auto mark : {"。"sv, "！"sv, "，"sv, "："sv, "!"sv, ","sv, ":"sv}) {
            if (answer.substr(word.size()).starts_with(mark))
                return text::trim(answer.substr(word.size() + mark.size()));
        }
    }
    return answer;
}

templates::Value common_fields(const DraftRequest& request, model::Instant now) {
    templates::Value value{
        {"greeting", greeting(request.sender_name)},
        {"number", request.number},
        {"subject", text::shorten(text::trim(request.subject), kMaxSubjectSymbols)},
        {"asked", asked(request.kind)},
        {"unit", request.unit_name},
        {"date", chinese_date(now)},
        {"provisional", request.due.provisional},
    };
    const auto kind = reply_kind_of(request.kind);
    for (const auto one : all_reply_kinds())
        value.set("is_" + std::string(to_word(one)), one == kind);
    if (request.due.final_due)
        value.set("final_due", model::to_chinese(*request.due.final_due, now));
    return value;
}

/// What a letter says of its matter, and what that rests on.
struct Said {
    std::string answer;
    std::string source;

    void add_quote(const std::string& cited, std::string_view words) {
        answer += (answer.empty() ? "" : "\n\n") + cited + "规定：\n“" +
                  text::shorten(words, kMaxQuoteSymbols) + "”";
    }
};

/// What is said, in the wording of kind, stage and length.
std::string written_from(
    const DraftRequest& request,
    const Said& said,
    const templates::Renderer& renderer,
    model::Instant now
) {
    return write_reply(
        renderer,
        {reply_kind_of(request.kind), request.stage, request.length},
        {{"greeting", greeting(request.sender_name)},
         {"number", request.number},
         {"subject", request.subject},
         {"unit", request.unit_name},
         {"office", request.office_name},
         {"review_organ", request.review_organ},
         {"date", chinese_date(now)},
         {"answer", said.answer},
         {"source", said.source}}
    );
}

std::vector<model::DraftSource> find_sources(
    const DraftRequest& request,
    const knowledge::FaqIndex& entries,
    model::Instant now,
    const knowledge::Sense* sense
) {
    std::vector<model::DraftSource> sources;
    const auto words = request.subject + "\n" + request.text;
    const auto looked_at = sense == nullptr ? kMaxSources : kMeant;
    for (const auto& hit : entries.search_valid(words, looked_at, now, sense)) {
        const auto& entry = *entries.find(hit.entry);
        if (hit.confidence < kMinConfidence || sources.size() >= kMaxSources)
            continue;
        sources.push_back(
            {entry.id,
             entry.question,
             entry.source,
             std::string(model::to_word(entry.review)),
             hit.confidence}
        );
    }
    // What is meant says which of the probable ones comes first.
    if (sense == nullptr)
        std::stable_sort(sources.begin(), sources.end(), [](const auto& left, const auto& right) {
            return left.score > right.score;
        });
    return sources;
}

/// The passage that answers, of the document that is asked about where one is.
std::optional<knowledge::PassageHit> quotable(
    const DraftRequest& request, const knowledge::PassageIndex* passages, model::Instant now
) {
    if (passages == nullptr)
        return std::nullopt;
    const auto words = request.subject + "\n" + request.text;
    auto found = passages->search(words, 1, now, request.document);
    if (found.empty() || (request.document.empty() && found.front().confidence < kMinPassage))
        return std::nullopt;
    return std::move(found.front());
}

model::DraftSource source_of(const knowledge::PassageHit& hit) {
    model::DraftSource source;
    source.question = hit.title;
    source.source = knowledge::citation(hit.title, hit.number, hit.passage.heading);
    source.review = "in_force";
    source.score = hit.confidence;
    source.document = hit.document;
    source.article = hit.passage.heading;
    return source;
}

}  // namespace

model::Draft make_draft(
    const DraftRequest& request,
    const DraftBasis& basis,
    const templates::Renderer& renderer,
    model::Instant now,
    const knowledge::Sense* sense
) {
    if (request.restriction == Restriction::restricted)
        return {renderer.render_text("replies/draft_restricted", common_fields(request, now)), {}};
    auto sources = find_sources(request, basis.entries, now, sense);
    Said said;
    if (!sources.empty()) {
        const auto& best = *basis.entries.find(sources.front().faq);
        said = {std::string(without_greeting(best.answer)), best.source};
    }
    if (const auto quoted = quotable(request, basis.passages, now)) {
        sources.push_back(source_of(*quoted));
        said.add_quote(sources.back().source, quoted->passage.text);
    }
    if (sources.empty())
        return {renderer.render_text("replies/draft_not_found", common_fields(request, now)), {}};
    return {written_from(request, said, renderer, now), std::move(sources)};
}

std::string greeting(std::string_view sender_name) {
    static constexpr auto kForms = std::to_array(
        {"先生"sv,
         "女士"sv,
         "小姐"sv,
         "阿姨"sv,
         "叔叔"sv,
         "师傅"sv,
         "老师"sv,
         "医生"sv,
         "同志"sv,
         "大爷"sv,
         "大妈"sv,
         "阿婆"sv,
         "奶奶"sv,
         "爷爷"sv,
         "同学"sv}
    );
    const auto name = text::trim(sender_name);
    const bool is_form = std::any_of(kForms.begin(), kForms.end(), [&](std::string_view form) {
        return name.size() > form.size() && name.ends_with(form);
    });
    if (!is_form || text::code_point_count(name) > kMaxNameSymbols || !is_han_only(name))
        return "您好：";
    return std::string(name) + "，您好：";
}

std::string chinese_date(model::Instant instant) {
    const auto date = model::local_date(instant);
    return std::to_string(static_cast<int>(date.year())) + "年" +
           std::to_string(static_cast<unsigned>(date.month())) + "月" +
           std::to_string(static_cast<unsigned>(date.day())) + "日";
}

}  // namespace huiying::draft
