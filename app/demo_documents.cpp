#include "app/demo_documents.hpp"

#include "board/desk/policy_documents.hpp"
#include "telemetry/log.hpp"

#include <variant>

namespace huiying::app {
namespace {

using model::DocumentPart;

// What it promises is what the service itself promises; everything else is left open.
constexpr const char* kText =
    "第一章 总则\n"
    "第一条 为了及时、实在地回应市民留言，制定本办法。本文件是演示样例，不是真实的政策文件。\n"
    "第二条 "
    "市民通过网上留言、微信公众号、电话和窗口提出的咨询、求助、建议、投诉和举报，都适用本办法。\n"
    "第二章 办理时限\n"
    "第三条 "
    "收到的留言当天回应。夜间和节假日收到的，由系统先出具收件回执，写明受理编号、查询码和承诺答复的"
    "日期。\n"
    "第四条 "
    "最终答复不超过五个工作日。一时不能解决的，写明已经做了什么、下一步怎么办、什么时候完成。\n"
    "第五条 反映单位或者工作人员的留言由办公室办理，不转给被反映的单位和个人。\n"
    "第三章 公开\n"
    "第六条 "
    "留言和答复经本人同意，隐去个人信息，并由第二人审查后，才能公开。没有同意的，不公开。\n";

constexpr const char* kInterpretation =
    "（演示样例）\n"
    "一、留言以后多久有人回应？当天回应，五个工作日内给最终答复。\n"
    "二、我写的内容会被公开吗？您同意了才会公开，公开前隐去姓名、电话和住址，并由另一位工作人员审查"
    "。\n";

model::PolicyDocument sample() {
    model::PolicyDocument document;
    document.id = "sample-messages";
    document.title = "市民留言办理办法（样例）";
    document.number = "样例〔2026〕1号";
    document.issuer = "马桥镇人民政府（样例）";
    document.issued_on = "2026-01-05";
    document.in_force_from = "2026-01-05";
    document.subject = "政务公开";
    document.text = kText;
    document.interpretation = kInterpretation;
    return document;
}

}  // namespace

void add_sample_document(Record& record, const model::Staff& writer, const model::Staff& reviewer) {
    desk::PolicyDocuments documents(record.database, *record.town, record.clock);
    auto document = sample();
    document.unit = record.town->snapshot()->lead_unit();
    auto done = documents.keep(writer, document, 0);
    const auto view = documents.view(reviewer, document.id);
    if (!view)
        return;
    for (const auto& [part, hash] :
         {std::pair(DocumentPart::text, view->text.text_hash),
          std::pair(DocumentPart::interpretation, view->interpretation.text_hash)})
        if (std::holds_alternative<std::int64_t>(done))
            done = documents.review(reviewer, document.id, {part, hash, true, true, true, ""});
    if (std::holds_alternative<std::int64_t>(done))
        done = documents.publish(
            writer, document.id, {DocumentPart::text, DocumentPart::interpretation}
        );
    if (const auto* refused = std::get_if<desk::DocumentRefused>(&done))
        telemetry::log(
            telemetry::Level::warn,
            "demo.document_refused",
            {{"reason", model::code_of(refused->errc)}}
        );
}

}  // namespace huiying::app
