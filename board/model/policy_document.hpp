// A policy document (政策文件): its text, number and dates, its interpretation (解读), and what
// became of it. Plain values.
#pragma once

#include "board/model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::model {

/// draft: not published yet; the last three are out of force: nothing may rest on them any more.
enum class DocumentStatus { draft, in_force, expired, replaced, repealed };

/// Who may read it on the board: everybody; a named group (定向公开); nobody.
enum class DocumentVisibility { open, directed, closed };

/// The two things that are reviewed and published, each by itself (三同步).
enum class DocumentPart { text, interpretation };

std::string_view to_word(DocumentStatus status);
std::optional<DocumentStatus> parse_document_status(std::string_view word);
std::string_view chinese_name(DocumentStatus status);

std::string_view to_word(DocumentVisibility visibility);  ///< public, directed, private
std::optional<DocumentVisibility> parse_document_visibility(std::string_view word);

std::string_view to_word(DocumentPart part);
std::optional<DocumentPart> parse_document_part(std::string_view word);

bool is_out_of_force(DocumentStatus status);

/// What somebody wrote; a version of it.
struct PolicyDocument {
    std::string id;  ///< slug, unique
    std::string title;
    std::string number;         ///< 文号, "马府发〔2026〕12号"; may be empty
    std::string issuer;         ///< 发文机关
    std::string issued_on;      ///< ISO date
    std::string in_force_from;  ///< ISO date
    std::string expires_on;     ///< ISO date of the last day in force, or empty
    std::string subject;
    std::string unit;  ///< code of the unit that keeps it
    DocumentVisibility visibility = DocumentVisibility::open;
    std::string directed_to;              ///< group it is meant for, where it is directed
    std::string text;                     ///< as pasted; articles are read from it
    std::string interpretation;           ///< 解读, or empty
    std::string interpretation_document;  ///< id of the document that is the 解读, or empty

    friend bool operator==(const PolicyDocument&, const PolicyDocument&) = default;
};

/// What became of a document. A version of 0: none.
struct DocumentState {
    DocumentStatus status = DocumentStatus::draft;
    std::string replaced_by;             ///< id, where it is replaced
    std::int64_t version = 0;            ///< newest that was written
    std::int64_t published_version = 0;  ///< whose text is published
    std::int64_t interpretation_version = 0;
    std::optional<Instant> published_at;
    std::optional<Instant> interpretation_at;
    std::optional<Instant> ended_at;

    friend bool operator==(const DocumentState&, const DocumentState&) = default;
};

/// What the town goes by: the published text, with the published interpretation; either may be
/// empty, never both.
struct PublishedDocument {
    PolicyDocument document;
    DocumentState state;

    friend bool operator==(const PublishedDocument&, const PublishedDocument&) = default;
};

/// What an FAQ entry rests on.
struct FaqBasis {
    std::string document;  ///< PolicyDocument::id
    std::string article;   ///< "第三条", or empty: the whole document

    friend bool operator==(const FaqBasis&, const FaqBasis&) = default;
};

}  // namespace huiying::model
