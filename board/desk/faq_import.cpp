#include "board/desk/faq_import.hpp"

#include "board/desk/faq_check.hpp"
#include "board/desk/faq_fields.hpp"
#include "board/desk/sheet_rows.hpp"
#include "board/model/sha256_hex.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <map>

namespace huiying::desk {
namespace {

using model::FaqEntry;
using model::FaqReview;
using Result = FaqImportLine::Result;

constexpr std::size_t kIdDigits = 12;
constexpr std::string_view kOpenPlace = "【待填";

std::string field_of(const ItemFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : std::string(text::trim(found->second));
}

/// The same question always gets the same one: a file without numbers may come again.
std::string made_id(const std::string& question) {
    return "faq-" + model::sha256_hex(question).substr(0, kIdDigits);
}

/// Whether citizens are answered the same, on the same days.
bool answers_alike(const FaqEntry& one, const FaqEntry& other) {
    return one.question == other.question && one.variants == other.variants &&
           one.answer == other.answer && one.source == other.source &&
           one.valid_from == other.valid_from && one.valid_to == other.valid_to &&
           one.auto_answer == other.auto_answer;
}

/// What stands in the way of an answer that the file calls reviewed.
std::string not_reviewed_because(const FaqEntry& entry) {
    if (entry.answer.find(kOpenPlace) != std::string::npos)
        return "答案还有【待填】，作为草稿";
    return entry.source.empty() ? "没有写依据，作为草稿" : "";
}

/// The review state of what is new or changed, and what to know of it.
std::string settle_review(
    FaqEntry& entry, const FaqEntry* before, const FaqImportWanted& wanted, bool file_says
) {
    if (wanted.keep_review && file_says) {
        if (entry.review != FaqReview::reviewed)
            return {};
        auto words = not_reviewed_because(entry);
        if (!words.empty())
            entry.review = FaqReview::draft;
        return words;
    }
    const bool stays = before != nullptr && answers_alike(entry, tidy(*before));
    entry.review = stays ? before->review : FaqReview::draft;
    return before != nullptr && !stays && before->review == FaqReview::reviewed ? "须重新审核" : "";
}

std::string words_of_change(const FaqEntry& entry, const FaqEntry& before) {
    std::string words;
    for (const auto& field : changed_fields(entry, before))
        words += (words.empty() ? "改了" : "、") + title_of_faq(field);
    return words;
}

bool is_past(const FaqEntry& entry, const std::string& today) {
    return !entry.valid_to.empty() && entry.valid_to < today;
}

/// A file that knows nothing of its end brings an expired entry that it does not name anew.
void forget_end(FaqEntry& entry, const ItemFields& fields, const std::string& today) {
    if (is_past(entry, today) && field_of(fields, "id").empty() && !fields.contains("valid_to"))
        entry.valid_to.clear();
}

/// A number that was made of a question stays with the entry when the question is reworded: a file
/// that still asks the old one means another entry, or knows less than the base.
std::string reworded_since(const ItemFields& fields, const FaqEntry* before) {
    if (before == nullptr || !field_of(fields, "id").empty() ||
        text::normalise(before->question) == text::normalise(field_of(fields, "question")))
        return {};
    return "这个问题的条目 “" + before->id + "” 后来改成了“" + before->question +
           "”：要改它，请写上它的编号；要另成一条，请写一个新的编号";
}

bool is_blank(const sheets::Row& row) {
    return std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) {
        return text::trim(cell).empty();
    });
}

FaqFile::Line line_of(
    const sheets::Row& row, const std::vector<std::string>& names, SheetForm form
) {
    FaqFile::Line line{{row.line, {}}, {}};
    for (std::size_t column = 0; column < names.size(); ++column)
        // An object is silent on a key that it lacks; a table's cell is empty.
        if (!names[column].empty() && (form != SheetForm::json || row.has(column)))
            line.item.fields[names[column]] =
                column < row.cells.size() ? row.cells[column] : std::string();
    // A workbook has no cells where nothing is written; a line of text that is short lost some.
    if (row.cells.size() > names.size() ||
        (form == SheetForm::csv && row.cells.size() < names.size()))
        line.trouble = "有 " + std::to_string(row.cells.size()) + " 列，表头有 " +
                       std::to_string(names.size()) + " 列";
    return line;
}

std::optional<FileTrouble> wrong_heading(const std::vector<std::string>& names) {
    for (const auto& name : names)
        if (!name.empty() && std::count(names.begin(), names.end(), name) > 1)
            return FileTrouble{"表头里有两列都是“" + title_of_faq(name) + "”：只留一列"};
    const auto has = [&](const char* name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (!has("id") && !has("question"))
        return FileTrouble{"表头里找不到“问题”或“编号”一列：第一行是表头，列名见导出的文件"};
    return std::nullopt;
}

}  // namespace

bool FaqImportReport::has_trouble() const {
    return count(Result::refused) + count(Result::there) > 0;
}

std::variant<FaqFile, FileTrouble> read_faq_file(std::string_view bytes) {
    auto read = rows_of_file(bytes);
    if (auto* const trouble = std::get_if<FileTrouble>(&read))
        return std::move(*trouble);
    const auto& [form, rows] = std::get<SheetFile>(read);
    FaqFile file;
    std::vector<std::string> names;
    if (rows.size() < 2)
        return FileTrouble{"没有条目：第一行是表头，以下每行一条"};
    for (const auto& cell : rows.front().cells) {
        const std::string heading(text::trim(cell));
        names.push_back(column_of(faq_columns(), heading, {}));
        if (names.back().empty() && !heading.empty())
            file.ignored.push_back(heading);
    }
    if (auto trouble = wrong_heading(names))
        return std::move(*trouble);
    for (std::size_t at = 1; at < rows.size(); ++at)
        if (!is_blank(rows[at]))
            file.lines.push_back(line_of(rows[at], names, form));
    return file;
}

struct FaqPlan::Seen {
    std::map<std::string, const FaqEntry*, std::less<>> present;
    std::map<std::string, std::string, std::less<>> ids_by_question;       ///< of what is in use
    std::map<std::string, const FaqEntry*, std::less<>> past_by_question;  ///< of what has expired
    std::map<std::string, std::size_t, std::less<>> lines_by_id;
    std::map<std::string, std::size_t, std::less<>> lines_by_question;
};

FaqPlan::FaqPlan(
    const std::vector<FaqEntry>& present,
    const TownSnapshot& town,
    const FaqImportWanted& wanted,
    model::Instant now
)
    : town_(town),
      wanted_(wanted),
      today_(model::to_iso(model::local_date(now))),
      seen_(std::make_unique<Seen>()) {
    for (const auto& entry : present) {
        seen_->present.emplace(entry.id, &entry);
        if (holds_question(entry))
            seen_->ids_by_question.emplace(text::normalise(entry.question), entry.id);
        else if (entry.review != FaqReview::retired)
            seen_->past_by_question.emplace(text::normalise(entry.question), &entry);
    }
}

FaqPlan::~FaqPlan() = default;

/// Its own, or that of the entry with the same question, or one made of the question.
std::string FaqPlan::id_of(const ItemFields& fields) const {
    if (auto id = field_of(fields, "id"); !id.empty())
        return id;
    const auto question = text::normalise(field_of(fields, "question"));
    if (const auto found = seen_->ids_by_question.find(question);
        found != seen_->ids_by_question.end())
        return found->second;
    const auto past = seen_->past_by_question.find(question);
    return past == seen_->past_by_question.end() ? made_id(question) : past->second->id;
}

bool FaqPlan::holds_question(const FaqEntry& entry) const {
    return entry.review != FaqReview::retired && !is_past(entry, today_);
}

std::string FaqPlan::expired_words(const FaqEntry& entry, const FaqEntry* before) const {
    if (!holds_question(entry))
        return {};
    if (before != nullptr && before->question == entry.question)
        return before->review != FaqReview::retired && is_past(*before, today_)
                   ? "代替已过期的条目（" + before->valid_to + " 到期）"
                   : "";
    const auto past = seen_->past_by_question.find(text::normalise(entry.question));
    return past == seen_->past_by_question.end() || past->second->id == entry.id
               ? std::string()
               : "与已过期的条目 “" + past->second->id + "”（" + past->second->valid_to +
                     " 到期）问题相同，旧条目不再答复，可以停用";
}

/// Two entries of one question would share the probability that either is right, and neither would
/// answer: words that name the other one. What was so before may stay so.
std::string FaqPlan::double_of(const FaqEntry& entry, const FaqEntry* before) const {
    const bool asks_as_before =
        before != nullptr && holds_question(*before) && before->question == entry.question;
    if (!holds_question(entry) || asks_as_before)
        return {};
    const auto question = text::normalise(entry.question);
    if (const auto found = seen_->lines_by_question.find(question);
        found != seen_->lines_by_question.end())
        return "问题与第 " + std::to_string(found->second) + " 行相同";
    const auto found = seen_->ids_by_question.find(question);
    return found == seen_->ids_by_question.end() || found->second == entry.id
               ? std::string()
               : "问题与已有条目 “" + found->second + "” 相同";
}

/// From here on the question is this line's, and what the entry asked before is free.
void FaqPlan::note_question(const FaqEntry& entry, const FaqEntry* before, std::size_t line) {
    const auto question = text::normalise(entry.question);
    const bool is_used = holds_question(entry);
    if (before != nullptr) {
        const auto old = seen_->ids_by_question.find(text::normalise(before->question));
        if (old != seen_->ids_by_question.end() && old->second == entry.id &&
            (!is_used || old->first != question))
            seen_->ids_by_question.erase(old);
    }
    if (is_used)
        seen_->lines_by_question.emplace(question, line);
}

/// What becomes of a line that nothing is wrong with.
void FaqPlan::admit(
    FaqImportLine& judged, const FaqEntry& entry, const FaqEntry* before, Place place
) {
    if (before != nullptr && entry == tidy(*before)) {
        judged.result = Result::unchanged;
        judged.words.clear();
    } else if (before != nullptr && !wanted_.replace && place == Place::asked_for) {
        judged.result = Result::there;
        judged.words = "编号 “" + judged.id + "” 已有条目";
        return;
    } else {
        judged.result = before != nullptr ? Result::changed : Result::added;
        to_write_.push_back(entry);
    }
    note_question(entry, before, judged.line);
}

FaqImportLine FaqPlan::take(const FaqFile::Line& line) {
    const auto& fields = line.item.fields;
    FaqImportLine judged{line.item.line, Result::refused, id_of(fields), "", line.trouble};
    judged.question = field_of(fields, "question");
    if (!line.trouble.empty())
        return judged;
    const auto found = seen_->present.find(judged.id);
    const FaqEntry* before = found == seen_->present.end() ? nullptr : found->second;
    FaqEntry entry = before != nullptr ? tidy(*before) : FaqEntry{};
    forget_end(entry, fields, today_);
    auto wrong = put_fields(entry, fields, town_);
    entry.id = judged.id;
    judged.question = entry.question;
    const auto note = settle_review(entry, before, wanted_, fields.contains("review"));
    if (!wrong)
        wrong = wrong_in(entry, town_);
    if (wrong)
        judged.words = wrong->words;
    else if (auto words = reworded_since(fields, before); !words.empty())
        judged.words = std::move(words);
    else if (!seen_->lines_by_id.emplace(judged.id, judged.line).second)
        judged.words = "编号 “" + judged.id + "” 在文件中重复";
    else
        judged.words = double_of(entry, before);
    if (!judged.words.empty())
        return judged;
    const auto expired = expired_words(entry, before);
    for (const auto& words :
         {expired, before != nullptr ? words_of_change(entry, tidy(*before)) : std::string(), note})
        if (!words.empty())
            judged.words += (judged.words.empty() ? "" : "；") + words;
    const bool is_instead = before != nullptr && !expired.empty() && field_of(fields, "id").empty();
    admit(judged, entry, before, is_instead ? Place::of_expired : Place::asked_for);
    return judged;
}

}  // namespace huiying::desk
