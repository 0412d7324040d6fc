#include "sheets/xlsx_reader.hpp"

#include "sheets/number_format.hpp"
#include "sheets/xlsx_archive.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <string>

namespace huiying::sheets {
namespace {

using pugi::xml_node;

constexpr const char* kWorkbook = "xl/workbook.xml";
constexpr std::size_t kMostText = std::size_t{32} * 1024 * 1024;

/// The name without its prefix: workbooks of some programs say `x:row`.
std::string_view local_name(const xml_node& node) {
    const std::string_view name(node.name());
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

xml_node child(const xml_node& node, std::string_view name) {
    for (const auto& each : node.children())
        if (local_name(each) == name)
            return each;
    return {};
}

/// Text of `t` elements, whether plain or in runs; phonetic hints (`rPh`) are none of it.
std::string text_of(const xml_node& node) {
    std::string text;
    for (const auto& each : node.children()) {
        if (local_name(each) == "t")
            text += each.text().get();
        else if (local_name(each) == "r")
            text += child(each, "t").text().get();
    }
    return text;
}

/// The id of a relation: the attribute `id` of whichever namespace.
std::string relation_of(const xml_node& sheet) {
    for (const auto& attribute : sheet.attributes())
        if (std::string_view(attribute.name()).ends_with(":id"))
            return attribute.value();
    return {};
}

class Reader {
  public:
    explicit Reader(std::string_view bytes) : archive_(bytes) {}

    Rows rows() {
        const auto workbook = archive_.xml(kWorkbook);
        const auto root = workbook.document_element();
        const auto properties = child(root, "workbookPr");
        const std::string_view since = properties.attribute("date1904").value();
        epoch_ = since == "1" || since == "true" ? Epoch::from_1904 : Epoch::from_1900;
        const auto sheet = child(child(root, "sheets"), "sheet");
        if (!sheet)
            throw Unreadable{};
        read_strings();
        read_styles();
        return rows_of(archive_.xml(path_of(relation_of(sheet))));
    }

  private:
    std::string path_of(const std::string& relation) {
        const auto relations = archive_.xml("xl/_rels/workbook.xml.rels");
        for (const auto& each : relations.document_element().children()) {
            if (relation != each.attribute("Id").value())
                continue;
            const std::string target(each.attribute("Target").value());
            return target.starts_with('/') ? target.substr(1) : "xl/" + target;
        }
        throw Unreadable{};
    }

    void read_strings() {
        constexpr const char* path = "xl/sharedStrings.xml";
        if (!archive_.has(path))
            return;
        const auto strings = archive_.xml(path);
        for (const auto& each : strings.document_element().children())
            if (local_name(each) == "si")
                strings_.push_back(text_of(each));
    }

    void read_styles() {
        constexpr const char* path = "xl/styles.xml";
        if (!archive_.has(path))
            return;
        const auto styles = archive_.xml(path);
        std::map<int, bool> written;
        for (const auto& each : child(styles.document_element(), "numFmts").children())
            written[each.attribute("numFmtId").as_int()] =
                is_date_format(std::string_view(each.attribute("formatCode").value()));
        for (const auto& each : child(styles.document_element(), "cellXfs").children()) {
            const int id = each.attribute("numFmtId").as_int();
            const auto found = written.find(id);
            is_date_.push_back(found != written.end() ? found->second : is_date_format(id));
        }
    }

    Rows rows_of(const pugi::xml_document& sheet) {
        Rows rows;
        std::size_t line = 0;
        for (const auto& each : child(sheet.document_element(), "sheetData").children()) {
            if (local_name(each) != "row")
                continue;
            line = each.attribute("r").as_ullong(line + 1);
            auto row = row_of(each, line);
            if (row.cells.empty())
                continue;
            if (rows.size() == kMaxRows)
                throw Unreadable{Fault::too_big};
            rows.push_back(std::move(row));
        }
        return rows;
    }

    Row row_of(const xml_node& node, std::size_t line) {
        Row row{line, {}};
        std::size_t column = 0;
        for (const auto& cell : node.children()) {
            if (local_name(cell) != "c")
                continue;
            column = column_of(cell).value_or(column);
            if (column >= kMaxColumns)
                throw Unreadable{Fault::too_big};
            auto text = cell_text(cell);
            left_ -= std::min(left_, text.size());
            if (left_ == 0)
                throw Unreadable{Fault::too_big};
            if (!text.empty()) {
                row.cells.resize(std::max(row.cells.size(), column + 1));
                row.cells[column] = std::move(text);
            }
            ++column;
        }
        return row;
    }

    /// "BC12": 54.
    static std::optional<std::size_t> column_of(const xml_node& cell) {
        std::size_t column = 0;
        for (const char* symbol = cell.attribute("r").value(); *symbol >= 'A' && *symbol <= 'Z';
             ++symbol) {
            column = column * 26 + static_cast<std::size_t>(*symbol - 'A' + 1);
            if (column > kMaxColumns)
                throw Unreadable{Fault::too_big};
        }
        return column == 0 ? std::nullopt : std::optional(column - 1);
    }

    std::string cell_text(const xml_node& cell) const {
        const std::string_view type = cell.attribute("t").value();
        if (type == "inlineStr")
            return text_of(child(cell, "is"));
        std::string value = child(cell, "v").text().get();
        if (type == "s")
            return shared(value);
        if (type == "str" || type == "d")
            return value;
        if (type == "b")
            return value == "1" ? "是" : "否";
        if (type == "e" || value.empty())
            return {};
        const auto style = cell.attribute("s").as_ullong();
        if (style < is_date_.size() && is_date_[style])
            return date_text(child(cell, "v").text().as_double(), epoch_);
        return number_text(value);
    }

    std::string shared(const std::string& index) const {
        char* end = nullptr;
        const auto at = std::strtoull(index.c_str(), &end, 10);
        if (end == index.c_str() || at >= strings_.size())
            throw Unreadable{};
        return strings_[at];
    }

    XlsxArchive archive_;
    std::vector<std::string> strings_;
    std::vector<bool> is_date_;
    Epoch epoch_ = Epoch::from_1900;
    std::size_t left_ =
        kMostText;  ///< bytes of cells that may still come: one text may stand in all
};

}  // namespace

std::variant<Rows, Fault> xlsx_rows(std::string_view bytes) {
    try {
        return Reader(bytes).rows();
    } catch (const Unreadable& unreadable) {
        return unreadable.fault;
    }
}

}  // namespace huiying::sheets
