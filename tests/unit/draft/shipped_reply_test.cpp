// Every shipped wording, of every kind at every stage and length, with whatever a citizen may
// write.
#include "board/draft/shipped_reply.hpp"

#include "board/workflow/effects.hpp"
#include "board/workflow/moves.hpp"
#include "catch.hpp"
#include "templates/filled_text.hpp"
#include "templates/renderer.hpp"
#include "text/encoding.hpp"

#include <functional>
#include <set>

using namespace huiying;
using draft::ReplyFields;
using draft::ReplyForm;
using draft::ReplyKind;
using draft::ReplyLength;
using draft::ReplyStage;

namespace {

const templates::Renderer& renderer() {
    static const templates::Renderer made;
    return made;
}

bool has(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

void each_form(const std::function<void(const ReplyForm&)>& look) {
    for (const auto kind : draft::all_reply_kinds())
        for (const auto stage : draft::all_reply_stages())
            for (const auto length : draft::all_reply_lengths())
                if (draft::exists(kind, stage))
                    look({kind, stage, length});
}

std::string name_of(const ReplyForm& form) {
    return std::string(draft::to_word(form.kind)) + " " + std::string(draft::to_word(form.stage)) +
           " " + std::string(draft::to_word(form.length));
}

ReplyFields all_saying(const std::string& value) {
    ReplyFields fields;
    for (const auto& field : draft::reply_fields())
        fields[std::string(field.key)] = value;
    return fields;
}

/// UTF-16 units, as short messages are counted.
std::size_t units(const std::string& text) {
    std::size_t sum = 0;
    for (const char symbol : text) {
        const auto byte = static_cast<unsigned char>(symbol);
        if ((byte & 0xC0U) != 0x80U)
            sum += byte >= 0xF0 ? 2 : 1;
    }
    return sum;
}

std::string repeated(const std::string& part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
        text += part;
    return text;
}

void check_shape(const ReplyForm& form, const std::string& text) {
    INFO(text);
    CHECK_FALSE(text.empty());
    CHECK_FALSE(has(text, "{{"));
    CHECK_FALSE(has(text, "}}"));
    CHECK_FALSE(has(text, "【待填"));
    CHECK_FALSE(has(text, "\n\n\n"));
    CHECK(text::is_valid_text(text));
    CHECK(text::code_point_count(text) <= draft::most_symbols(form.length));
    if (form.length == ReplyLength::sms) {
        CHECK(units(text) <= 70);
        CHECK_FALSE(has(text, "\n"));
    }
}

}  // namespace

TEST_CASE("every shipped wording reads as a whole with made-up values", "[draft][shipped]") {
    each_form([](const ReplyForm& form) {
        CAPTURE(name_of(form));
        const auto text = draft::write_reply(renderer(), form, draft::sample_fields(form.stage));
        check_shape(form, text);
        CHECK(draft::missing_blocks(form, text) == std::vector<std::string>{});
        CHECK_FALSE(has(text, "，，"));
        CHECK_FALSE(has(text, "。。"));
    });
}

TEST_CASE("no shipped wording can be broken by what it is filled with", "[draft][shipped]") {
    const std::string value = GENERATE(
        std::string("<script>alert(1)</script><a href='x'>点我</a>"),
        std::string("{{x}}{{{number}}}{{#chat}}{{/chat}}{{> replies/talk}}"),
        std::string("\u202E倒过来\u2066隔离\u200F"),
        std::string("一行\n\n\n\n二行\r\n三行\t尾\x01\x7F"),
        repeated("长", 10'000),
        repeated("👨‍👩‍👧‍👦", 1'000),
        std::string("👍"),
        std::string()
    );
    each_form([&](const ReplyForm& form) {
        CAPTURE(name_of(form), value.substr(0, 40));
        const auto text = draft::write_reply(renderer(), form, all_saying(value));
        check_shape(form, text);
        for (const auto* mark : {"\u202E", "\u2066", "\u200F", "\x01", "\x7F", "\r"})
            CHECK_FALSE(has(text, mark));
    });
}

TEST_CASE("what every letter must have is there even when a value is empty", "[draft][shipped]") {
    each_form([](const ReplyForm& form) {
        if (!draft::is_disclosure(form.stage) || form.length != ReplyLength::letter)
            return;
        CAPTURE(name_of(form));
        auto fields = draft::sample_fields(form.stage);
        fields["facts"] = "";
        fields["given"] = "";
        const auto text = draft::write_reply(renderer(), form, fields);
        CHECK(draft::missing_blocks(form, text) == std::vector<std::string>{});
        CHECK_FALSE(draft::missing_blocks(form, "您好：您的申请收悉，12月3日前答复。").empty());
    });
}

TEST_CASE(
    "a bubble is one message of every platform, whatever citizens write", "[draft][shipped]"
) {
    constexpr std::size_t least_part_bytes = 2048;
    auto hostile = all_saying(repeated("长", 10'000));
    // What staff write is theirs to keep short: it is never cut.
    for (const auto& field : draft::reply_fields())
        if (field.lines == draft::ReplyField::Lines::several || field.key == "source")
            hostile[std::string(field.key)] = repeated("长", 120);
    each_form([&](const ReplyForm& form) {
        const bool is_reply =
            form.stage == ReplyStage::final_reply || form.stage == ReplyStage::rework_reply;
        if (form.length != ReplyLength::chat || is_reply)
            return;
        CAPTURE(name_of(form));
        CHECK(draft::write_reply(renderer(), form, hostile).size() <= least_part_bytes);
    });
}

TEST_CASE("what staff write is in the letter to its last character", "[draft][shipped]") {
    auto fields = draft::sample_fields(ReplyStage::refused_petition);
    fields["reason"] = repeated("长", 1'999) + "尾";
    fields["channel"] = repeated("道", 1'999) + "末";
    for (const auto length : {ReplyLength::letter, ReplyLength::chat}) {
        const auto text = draft::write_reply(
            renderer(), {ReplyKind::complaint, ReplyStage::refused_petition, length}, fields
        );
        CHECK(has(text, fields["reason"]));
        CHECK(has(text, fields["channel"]));
    }
}

TEST_CASE("an answer as long as a reply may be is in the draft as it is", "[draft][shipped]") {
    auto fields = draft::sample_fields(ReplyStage::final_reply);
    fields["answer"] = repeated("长", 9'999) + "尾";
    for (const auto length : {ReplyLength::letter, ReplyLength::chat}) {
        const auto text = draft::write_reply(
            renderer(), {ReplyKind::question, ReplyStage::final_reply, length}, fields
        );
        CHECK(has(text, fields["answer"]));
    }
}

TEST_CASE("what was merged was handled together, in every length", "[draft][shipped]") {
    for (const auto length : {ReplyLength::letter, ReplyLength::chat}) {
        const auto text = draft::write_reply(
            renderer(),
            {ReplyKind::help, ReplyStage::unmerged, length},
            draft::sample_fields(ReplyStage::unmerged)
        );
        CHECK(has(text, "合并办理"));
        CHECK_FALSE(has(text, "合并答复"));
    }
}

TEST_CASE("an accusation's subject stands in no wording", "[draft][shipped]") {
    for (const auto stage : draft::all_reply_stages())
        for (const auto length : draft::all_reply_lengths())
            if (draft::exists(ReplyKind::report, stage)) {
                CAPTURE(draft::to_word(stage));
                CHECK_FALSE(has(
                    draft::write_reply(
                        renderer(), {ReplyKind::report, stage, length}, draft::sample_fields(stage)
                    ),
                    "小区门口的路灯不亮"
                ));
            }
}

TEST_CASE("a short message says nothing of the matter", "[draft][shipped]") {
    each_form([](const ReplyForm& form) {
        if (form.length != ReplyLength::sms)
            return;
        CAPTURE(name_of(form));
        auto fields = draft::sample_fields(form.stage);
        for (const auto* key : {"subject", "answer", "reason", "facts", "given", "information"})
            fields[key] = "秘密的事";
        const auto text = draft::write_reply(renderer(), form, fields);
        CHECK_FALSE(has(text, "秘密"));
        CHECK((has(text, fields["number"]) || has(text, "编号")));
    });
}

TEST_CASE("a town may make every wording its own", "[draft][shipped]") {
    std::map<std::string, std::string> values;
    for (const auto& field : draft::reply_fields())
        values[std::string(field.chinese)] = field.sample;
    each_form([&](const ReplyForm& form) {
        CAPTURE(name_of(form));
        const auto filled = templates::fill_text(draft::as_town_wording(renderer(), form), values);
        CHECK(filled.open.empty());
        draft::ReplyFields all;
        for (const auto& field : draft::reply_fields())
            all[std::string(field.key)] = field.sample;
        CHECK(filled.text == draft::write_reply(renderer(), form, all));
    });
}

TEST_CASE("there is a wording for all that a move tells a citizen", "[draft][shipped]") {
    using workflow::CitizenWord;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(CitizenWord::commitment_kept); ++i) {
        const auto word = std::string(workflow::to_word(static_cast<CitizenWord>(i)));
        CAPTURE(word);
        if (word == "not_accepted")
            continue;  // one for each reason, below
        const auto stage = draft::parse_reply_stage(word);
        REQUIRE(stage);
        CHECK(renderer().has(draft::template_of(*stage)));
    }
    constexpr auto last = static_cast<std::size_t>(model::NonAcceptance::malicious);
    for (std::size_t i = 0; i <= last; ++i) {
        const auto reason = static_cast<model::NonAcceptance>(i);
        const auto stage = draft::refused_for(reason);
        CHECK(
            std::string(draft::to_word(stage)) == "refused_" + std::string(model::to_word(reason))
        );
        CHECK(renderer().has(draft::template_of(stage)));
    }
}

TEST_CASE("the decision on an application tells of review and lawsuit", "[draft][shipped]") {
    const auto letter = [](ReplyStage stage) {
        return draft::write_reply(
            renderer(),
            {ReplyKind::information_request, stage, ReplyLength::letter},
            draft::sample_fields(stage)
        );
    };
    const auto refusal = letter(ReplyStage::undisclosed);
    CHECK(has(refusal, "应当依照《中华人民共和国行政复议法》第二十三条先申请行政复议"));
    CHECK(has(refusal, "某某区人民政府"));
    CHECK(has(refusal, "十五日内"));
    CHECK(has(letter(ReplyStage::disclosed), "六个月内"));
    CHECK(has(letter(ReplyStage::no_such_information), "第三十六条第四项"));
}

TEST_CASE(
    "a place that stands open is not cut, a citizen's words that look like one are",
    "[draft][shipped]"
) {
    auto fields = draft::sample_fields(ReplyStage::supplement);
    fields["days"] = "【待填：工作日数】";
    const ReplyForm form{ReplyKind::help, ReplyStage::supplement, ReplyLength::letter};
    CHECK(has(draft::write_reply(renderer(), form, fields), "请在【待填：工作日数】个工作日内"));
    fields["subject"] = "【待填：" + repeated("长", 200) + "】";
    CHECK(has(draft::write_reply(renderer(), form, fields), "长…”"));
}

TEST_CASE("kinds, stages and lengths are found by word and by name", "[draft][shipped]") {
    CHECK(draft::parse_reply_kind("投诉") == ReplyKind::complaint);
    CHECK(draft::parse_reply_stage("extended") == ReplyStage::extended);
    CHECK(draft::parse_reply_length("短信") == ReplyLength::sms);
    CHECK_FALSE(draft::parse_reply_stage("nothing"));
    CHECK_FALSE(draft::exists(ReplyKind::complaint, ReplyStage::undisclosed));
}
