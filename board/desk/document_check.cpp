#include "board/desk/document_check.hpp"

#include "board/desk/town.hpp"
#include "board/knowledge/passages.hpp"
#include "board/model/sha256_hex.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace huiying::desk {
namespace {

using model::DocumentPart;
using model::PolicyDocument;

/// A field that is a text.
struct DocumentText {
    std::string_view name;
    std::string_view title;
    std::string PolicyDocument::*text;
    std::size_t most;  ///< characters
};

constexpr std::array<DocumentText, 7> kTexts{{
    {"title", "标题", &PolicyDocument::title, 200},
    {"number", "文号", &PolicyDocument::number, 60},
    {"issuer", "发文机关", &PolicyDocument::issuer, 100},
    {"subject", "主题", &PolicyDocument::subject, 60},
    {"directed_to", "公开对象", &PolicyDocument::directed_to, 200},
    {"text", "正文", &PolicyDocument::text, 100'000},
    {"interpretation", "解读", &PolicyDocument::interpretation, 50'000},
}};

struct DocumentDay {
    std::string_view name;
    std::string_view title;
    std::string PolicyDocument::*text;
};

constexpr std::array<DocumentDay, 3> kDays{{
    {"issued_on", "发文日期", &PolicyDocument::issued_on},
    {"in_force_from", "施行日期", &PolicyDocument::in_force_from},
    {"expires_on", "失效日期", &PolicyDocument::expires_on},
}};

constexpr std::size_t kShortestId = 2;
constexpr std::size_t kLongestId = 60;

bool is_slug(const std::string& id) {
    return id.size() >= kShortestId && id.size() <= kLongestId &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::optional<DocumentTrouble> wrong_text(const PolicyDocument& document) {
    for (const auto& field : kTexts) {
        const auto& written = document.*field.text;
        if (!text::is_valid_text(written))
            return DocumentTrouble{
                std::string(field.name), std::string(field.title) + "有无法识别的字符"};
        if (text::code_point_count(written) > field.most)
            return DocumentTrouble{
                std::string(field.name),
                std::string(field.title) + "太长：最多" + std::to_string(field.most) + "个字"};
    }
    return std::nullopt;
}

std::optional<DocumentTrouble> wrong_day(const PolicyDocument& document) {
    for (const auto& day : kDays) {
        const auto& written = document.*day.text;
        if (!written.empty() && !model::parse_iso_date(written))
            return DocumentTrouble{
                std::string(day.name),
                std::string(day.title) + "应为 2026-01-31 的形式（“" + written + "”）"};
    }
    if (!document.in_force_from.empty() && !document.expires_on.empty() &&
        document.expires_on < document.in_force_from)
        return DocumentTrouble{
            "expires_on",
            "失效日期“" + document.expires_on + "”早于施行日期“" + document.in_force_from + "”"};
    return std::nullopt;
}

void add_to_hash(std::string& bytes, std::string_view part) {
    bytes += std::to_string(part.size());
    bytes += ':';
    bytes += part;
}

const model::PublishedDocument* found_in(
    const std::vector<model::PublishedDocument>& documents, const std::string& id
) {
    const auto found = std::find_if(documents.begin(), documents.end(), [&](const auto& each) {
        return each.document.id == id;
    });
    return found == documents.end() ? nullptr : &*found;
}

std::string name_of(const std::vector<model::PublishedDocument>& documents, const std::string& id) {
    const auto* found = found_in(documents, id);
    return "《" + (found == nullptr ? id : found->document.title) + "》";
}

}  // namespace

std::string_view to_word(DocumentSync sync) {
    switch (sync) {
        case DocumentSync::lacks_interpretation:
            return "lacks_interpretation";
        case DocumentSync::lacks_text:
            return "lacks_text";
        case DocumentSync::in_step:
            break;
    }
    return "in_step";
}

PolicyDocument tidy(PolicyDocument document) {
    for (const auto& field : kTexts) {
        std::string plain(text::trim(document.*field.text));
        std::erase(plain, '\r');
        document.*field.text = std::move(plain);
    }
    if (document.visibility != model::DocumentVisibility::directed)
        document.directed_to.clear();
    return document;
}

std::optional<DocumentTrouble> wrong_in(const PolicyDocument& document, const TownSnapshot& town) {
    if (!is_slug(document.id))
        return DocumentTrouble{"id", "编号不合要求：小写字母、数字和连字符，2 至 60 个"};
    if (document.title.empty())
        return DocumentTrouble{"title", "请写标题"};
    if (!document.unit.empty() && town.unit(document.unit) == nullptr)
        return DocumentTrouble{"unit", "没有单位 “" + document.unit + "”"};
    if (document.visibility == model::DocumentVisibility::directed && document.directed_to.empty())
        return DocumentTrouble{"directed_to", "定向公开要写明公开给谁"};
    if (document.interpretation_document == document.id)
        return DocumentTrouble{"interpretation_document", "文件不能是自己的解读"};
    if (auto wrong = wrong_day(document))
        return wrong;
    return wrong_text(document);
}

std::optional<DocumentTrouble> missing_in(const PolicyDocument& document, DocumentPart part) {
    if (part == DocumentPart::interpretation)
        return document.interpretation.empty()
                   ? std::optional(DocumentTrouble{"interpretation", "还没有写解读"})
                   : std::nullopt;
    if (document.text.empty())
        return DocumentTrouble{"text", "还没有写正文"};
    if (document.issuer.empty())
        return DocumentTrouble{"issuer", "公开前要写明发文机关"};
    if (document.in_force_from.empty())
        return DocumentTrouble{"in_force_from", "公开前要写明施行日期"};
    return std::nullopt;
}

std::string hash_of(const PolicyDocument& document, DocumentPart part) {
    std::string bytes(model::to_word(part));
    add_to_hash(bytes, document.title);
    if (part == DocumentPart::interpretation) {
        add_to_hash(bytes, document.interpretation);
        return model::sha256_hex(bytes);
    }
    for (const auto* field :
         {&document.number,
          &document.issuer,
          &document.issued_on,
          &document.in_force_from,
          &document.expires_on,
          &document.directed_to,
          &document.text})
        add_to_hash(bytes, *field);
    add_to_hash(bytes, model::to_word(document.visibility));
    return model::sha256_hex(bytes);
}

DocumentSync sync_of(
    const model::PublishedDocument& published,
    const std::vector<model::PublishedDocument>& documents
) {
    const auto& [document, state] = published;
    const bool has_text = state.published_version > 0;
    const bool has_own = state.interpretation_version > 0;
    if (!has_text)
        return has_own ? DocumentSync::lacks_text : DocumentSync::in_step;
    const auto* other = found_in(documents, document.interpretation_document);
    const bool has_other = other != nullptr && other->state.published_version > 0;
    const bool is_due = state.status == model::DocumentStatus::in_force &&
                        document.visibility == model::DocumentVisibility::open;
    // A 解读 that is a document of its own needs none itself.
    const bool is_interpretation =
        std::any_of(documents.begin(), documents.end(), [&](const auto& each) {
            return each.document.interpretation_document == published.document.id;
        });
    return is_due && !has_own && !has_other && !is_interpretation
               ? DocumentSync::lacks_interpretation
               : DocumentSync::in_step;
}

std::string cycle_in(
    const std::vector<model::PublishedDocument>& documents,
    const std::string& id,
    const std::string& by
) {
    std::string way = name_of(documents, id);
    std::set<std::string> seen{id};
    for (std::string next = by; !next.empty();) {
        way += "→" + name_of(documents, next);
        if (!seen.insert(next).second)
            return next == id ? way : std::string();
        const auto* found = found_in(documents, next);
        next = found == nullptr ? std::string() : found->state.replaced_by;
    }
    return {};
}

std::vector<std::string> changed_articles(const std::string& before, const std::string& after) {
    const auto old_ones = knowledge::passages_of(before);
    const auto new_ones = knowledge::passages_of(after);
    std::vector<std::string> changed;
    const auto add_missing = [&changed](const auto& of, const auto& in) {
        for (const auto& passage : of)
            if (std::find(in.begin(), in.end(), passage) == in.end() &&
                std::find(changed.begin(), changed.end(), passage.heading) == changed.end())
                changed.push_back(passage.heading);
    };
    add_missing(new_ones, old_ones);
    add_missing(old_ones, new_ones);
    return changed;
}

}  // namespace huiying::desk
