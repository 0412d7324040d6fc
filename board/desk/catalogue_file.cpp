#include "board/desk/catalogue_file.hpp"

#include "board/desk/catalogue_fields.hpp"
#include "board/desk/catalogue_period.hpp"
#include "board/model/sha256_hex.hpp"
#include "board/store/catalogue_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <map>

namespace huiying::desk {
namespace {

using model::CatalogueItem;
using store::CatalogueRepository;
using store::Connection;
using Result = CatalogueImportLine::Result;

constexpr std::size_t kIdDigits = 12;

struct CatalogueLines {
    std::vector<FileItem> lines;
    std::vector<std::string> ignored;
};

std::optional<FileTrouble> wrong_heading(const std::vector<std::string>& names) {
    for (const auto& name : names)
        if (!name.empty() && std::count(names.begin(), names.end(), name) > 1)
            return FileTrouble{"表头里有两列都是“" + title_of_catalogue(name) + "”：只留一列"};
    const auto has = [&](const char* name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (!has("id") && !has("name"))
        return FileTrouble{"表头里找不到“公开事项”或“编号”一列：第一行是表头，列名见导出的文件"};
    return std::nullopt;
}

/// nullopt: nothing stands in the row.
std::optional<FileItem> line_of(const sheets::Row& row, const std::vector<std::string>& names) {
    FileItem item{row.line, {}};
    bool is_blank = true;
    for (std::size_t i = 0; i < row.cells.size() && i < names.size(); ++i) {
        is_blank = is_blank && text::trim(row.cells[i]).empty();
        if (!names[i].empty() && row.has(i))
            item.fields[names[i]] = row.cells[i];
    }
    return is_blank ? std::nullopt : std::optional(std::move(item));
}

std::variant<CatalogueLines, FileTrouble> read(std::string_view bytes) {
    auto rows_read = rows_of_file(bytes);
    if (auto* const trouble = std::get_if<FileTrouble>(&rows_read))
        return std::move(*trouble);
    const auto& rows = std::get<SheetFile>(rows_read).rows;
    if (rows.size() < 2)
        return FileTrouble{"没有内容：第一行是表头，以下每行一项"};
    CatalogueLines file;
    std::vector<std::string> names;
    names.reserve(rows.front().cells.size());
    for (const auto& cell : rows.front().cells) {
        const std::string heading(text::trim(cell));
        names.push_back(column_of(catalogue_columns(), heading, {}));
        if (names.back().empty() && !heading.empty())
            file.ignored.push_back(heading);
    }
    if (auto trouble = wrong_heading(names))
        return std::move(*trouble);
    for (std::size_t at = 1; at < rows.size(); ++at)
        if (auto line = line_of(rows[at], names))
            file.lines.push_back(std::move(*line));
    return file;
}

/// By what an item without a number is known again.
std::string same_as(const CatalogueItem& item) {
    return text::normalise(item.category + "\n" + item.subcategory + "\n" + item.name) + "\n" +
           item.unit;
}

/// What lines would do to the items that are there.
class CataloguePlan {
  public:
    CataloguePlan(
        const std::vector<model::KeptItem>& present,
        const TownSnapshot& town,
        const std::vector<model::Staff>& people,
        const CatalogueImportWanted& wanted
    )
        : town_(town), people_(people), wanted_(wanted) {
        for (const auto& kept : present) {
            present_.emplace(kept.item.id, kept.item);
            ids_.emplace(same_as(kept.item), kept.item.id);
        }
    }

    CatalogueImportLine take(const FileItem& line) {
        CatalogueItem item;
        auto wrong = put_fields(item, line.fields, town_, people_);
        item.id = id_of(item, line.fields);
        const auto found = present_.find(item.id);
        const CatalogueItem* before = found == present_.end() ? nullptr : &found->second;
        if (before != nullptr) {
            item = *before;
            wrong = put_fields(item, line.fields, town_, people_);
        }
        CatalogueImportLine judged{line.line, Result::refused, item.id, item.name, ""};
        if (!wrong)
            wrong = wrong_in(item, town_, people_);
        if (wrong)
            judged.words = wrong->words;
        else if (!seen_.emplace(item.id, line.line).second)
            judged.words = "与第 " + std::to_string(seen_.at(item.id)) + " 行是同一项";
        else
            admit(judged, item, before);
        return judged;
    }

    [[nodiscard]] const std::vector<CatalogueItem>& to_write() const { return to_write_; }

  private:
    std::string id_of(const CatalogueItem& item, const ItemFields& fields) const {
        const auto given = fields.find("id");
        if (given != fields.end() && !text::trim(given->second).empty())
            return std::string(text::trim(given->second));
        const auto same = same_as(item);
        const auto found = ids_.find(same);
        return found == ids_.end() ? "item-" + model::sha256_hex(same).substr(0, kIdDigits)
                                   : found->second;
    }

    void admit(
        CatalogueImportLine& judged, const CatalogueItem& item, const CatalogueItem* before
    ) {
        if (before != nullptr && item == *before) {
            judged.result = Result::unchanged;
            return;
        }
        if (before != nullptr && !wanted_.replace) {
            judged.result = Result::there;
            judged.words = "目录里已有这一项";
            return;
        }
        judged.result = before != nullptr ? Result::changed : Result::added;
        if (before != nullptr)
            for (const auto& field : changed_fields(item, *before))
                judged.words += (judged.words.empty() ? "改了" : "、") + title_of_catalogue(field);
        // What was understood, so that who tries the file sees what was not meant.
        if (before == nullptr || !(item.period == before->period))
            judged.words +=
                (judged.words.empty() ? "公开时限：" : "；公开时限：") + period_words(item.period);
        to_write_.push_back(item);
    }

    const TownSnapshot& town_;
    const std::vector<model::Staff>& people_;
    const CatalogueImportWanted wanted_;
    std::map<std::string, CatalogueItem> present_;
    std::map<std::string, std::string> ids_;
    std::map<std::string, std::size_t> seen_;
    std::vector<CatalogueItem> to_write_;
};

void write_all(
    Connection& connection,
    const std::vector<CatalogueItem>& items,
    const std::string& by,
    model::Instant now
) {
    CatalogueRepository catalogue(connection);
    const auto today = model::to_iso(model::local_date(now));
    for (const auto& item : items) {
        const auto before = catalogue.find(item.id);
        const bool counts_on = before && before->item.period == item.period && before->item.active;
        catalogue.put(item, counts_on ? before->since : today);
        catalogue.add_deed(item.id, {now, by, "put", "导入"});
    }
    if (!items.empty())
        store::PeopleRepository(connection)
            .add_audit(now, by, "import_catalogue", std::to_string(items.size()), "");
}

}  // namespace

std::variant<CatalogueImportReport, FileTrouble> CatalogueFile::import(
    std::string_view bytes, const CatalogueImportWanted& wanted, const std::string& by
) {
    auto file_read = read(bytes);
    if (auto* const trouble = std::get_if<FileTrouble>(&file_read))
        return std::move(*trouble);
    const auto& file = std::get<CatalogueLines>(file_read);
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    return database_.write([&](Connection& connection) {
        const auto people = store::PeopleRepository(connection).staff();
        CataloguePlan plan(CatalogueRepository(connection).items(), *town, people, wanted);
        CatalogueImportReport report{.lines = {}, .ignored = file.ignored};
        report.lines.reserve(file.lines.size());
        for (const auto& line : file.lines)
            report.lines.push_back(plan.take(line));
        const bool has_trouble = report.count(Result::refused) + report.count(Result::there) > 0;
        if (wanted.is_trial || (wanted.all_or_none && has_trouble))
            return report;
        write_all(connection, plan.to_write(), by, now);
        report.is_written = true;
        return report;
    });
}

std::string CatalogueFile::exported(SheetForm form) const {
    const auto town = town_.snapshot();
    const auto items = database_.read([](Connection& connection) {
        return CatalogueRepository(connection).items();
    });
    return file_of_rows(form, catalogue_rows(items, *town), "主动公开事项目录");
}

}  // namespace huiying::desk
