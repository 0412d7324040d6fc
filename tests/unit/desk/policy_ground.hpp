// A small town with people who write, review and publish policy documents.
#pragma once

#include "board/desk/document_links.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/faq_keeping.hpp"
#include "board/desk/people.hpp"
#include "board/desk/policy_documents.hpp"
#include "board/desk/public_documents.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <string>
#include <variant>

namespace huiying::test {

inline model::PolicyDocument elder_care() {
    model::PolicyDocument document;
    document.id = "elder";
    document.title = "马桥镇养老服务补贴实施办法";
    document.number = "马府发〔2026〕12号";
    document.issuer = "马桥镇人民政府";
    document.issued_on = "2026-01-05";
    document.in_force_from = "2026-02-01";
    document.unit = "cjzx";
    document.text =
        "第一条 本镇户籍、年满七十周岁的老年人可以申请养老服务补贴。\n"
        "第二条 补贴标准为每人每月三百元，由社区事务受理服务中心发放。";
    document.interpretation = "七十岁以上的老人每月可以领三百元。";
    return document;
}

/// "ok", or the error's code.
inline std::string verdict(const desk::DocumentKept& kept) {
    const auto* refused = std::get_if<desk::DocumentRefused>(&kept);
    return refused == nullptr ? "ok" : std::string(model::code_of(refused->errc));
}

inline std::string words(const desk::DocumentKept& kept) {
    const auto* refused = std::get_if<desk::DocumentRefused>(&kept);
    return refused == nullptr ? "" : refused->trouble.words;
}

struct PolicyGround : DeskGround {
    using Parts = std::vector<model::DocumentPart>;

    desk::PolicyDocuments documents{database, *town, clock};
    desk::FaqKeeping faq{database, *town, clock};
    desk::Publications publications{database, *town, clock};
    desk::PublicDocuments board{database, *town, publications, clock};
    desk::DocumentLinks links{uses(), *town};
    const model::Staff writer{{7}, "fang", "方文", "cjzx", {model::Role::reviewer}, true};
    const Parts text{model::DocumentPart::text};
    const Parts both{model::DocumentPart::text, model::DocumentPart::interpretation};

    std::int64_t version(const std::string& id) {
        const auto view = documents.view(dispatcher, id);
        return view ? view->item.state.version : 0;
    }

    std::string keep(const model::PolicyDocument& document) {
        return verdict(documents.keep(writer, document, version(document.id)));
    }

    std::string pass(const std::string& id, model::DocumentPart part) {
        const auto view = *documents.view(reviewer, id);
        const auto& hash =
            part == model::DocumentPart::text ? view.text.text_hash : view.interpretation.text_hash;
        return verdict(documents.review(reviewer, id, {part, hash, true, true, true, ""}));
    }

    /// Written, reviewed and published.
    void publish(const model::PolicyDocument& document, const Parts& parts) {
        REQUIRE(keep(document) == "ok");
        for (const auto part : parts)
            REQUIRE(pass(document.id, part) == "ok");
        REQUIRE(verdict(documents.publish(writer, document.id, parts)) == "ok");
    }

    desk::DocumentItem item(const std::string& id) { return documents.view(dispatcher, id)->item; }

    std::string end(
        const std::string& id, desk::DocumentEnd how, const std::string& replaced_by = ""
    ) {
        return verdict(documents.end(writer, id, {how, replaced_by, ""}));
    }

    /// An entry that rests on the second article, may answer by itself.
    void keep_entry() {
        model::FaqEntry entry;
        entry.id = "subsidy";
        entry.topic = "养老";
        entry.question = "养老服务补贴每月多少钱？";
        entry.answer = "每人每月三百元，由社区事务受理服务中心按月发放到社保卡。";
        entry.unit = "cjzx";
        entry.source = "马府发〔2026〕12号";
        entry.valid_from = "2026-02-01";
        entry.review = model::FaqReview::reviewed;
        entry.auto_answer = true;
        entry.documents = {{"elder", "第二条"}};
        REQUIRE(std::holds_alternative<std::int64_t>(faq.put(entry, "fang", 0)));
    }

    desk::FaqItem entry() {
        for (auto& each : faq.items())
            if (each.entry.id == "subsidy")
                return each;
        return {};
    }
};

}  // namespace huiying::test
