#include "sheets/json_rows.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace huiying::sheets {
namespace {

/// Objects by name, found quickly whatever a file brings; only what is written keeps an order.
using Read = nlohmann::json;
using Json = nlohmann::ordered_json;

std::optional<std::string> lines_of(const Read& list) {
    std::string lines;
    for (const auto& text : list) {
        if (!text.is_string())
            return std::nullopt;
        lines += text.get<std::string>() + "\n";
    }
    return lines;
}

std::optional<std::string> cell_of(const Read& value) {
    if (value.is_array())
        return lines_of(value);
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_null())
        return std::string();
    return value.is_primitive() ? std::optional(value.dump()) : std::nullopt;
}

/// The column of that name, added where it is new.
std::size_t column_of(std::vector<std::string>& names, const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end())
        return static_cast<std::size_t>(found - names.begin());
    names.push_back(name);
    return names.size() - 1;
}

/// Why the item is no row.
std::optional<Fault> put(Rows& rows, const Read& item, std::size_t line) {
    if (!item.is_object())
        return Fault::not_readable;
    if (item.size() > kMaxColumns || rows.front().cells.size() > kMaxColumns)
        return Fault::too_big;
    auto& row = rows.emplace_back(Row{line, {}});
    for (const auto& [name, value] : item.items()) {
        const auto cell = cell_of(value);
        if (!cell)
            return Fault::not_readable;
        const auto column = column_of(rows.front().cells, name);
        if (row.cells.size() <= column) {
            row.cells.resize(column + 1);
            row.absent.resize(column + 1, true);
        }
        row.cells[column] = *cell;
        row.absent[column] = value.is_null();
    }
    if (std::find(row.absent.begin(), row.absent.end(), true) == row.absent.end())
        row.absent.clear();
    return std::nullopt;
}

}  // namespace

std::variant<Rows, Fault> json_rows(std::string_view text) {
    auto value = Read::parse(text, nullptr, false);
    if (value.is_object() && value.contains("items"))
        value = Read(std::move(value["items"]));
    if (!value.is_array())
        return Fault::not_readable;
    if (value.size() > kMaxRows)
        return Fault::too_big;
    Rows rows{{0, {}}};
    // A row that is added may move the first: none is held by reference.
    rows.reserve(value.size() + 1);
    for (std::size_t i = 0; i < value.size(); ++i)
        if (const auto fault = put(rows, value[i], i + 1))
            return *fault;
    if (rows.front().cells.size() > kMaxColumns)
        return Fault::too_big;
    return rows;
}

std::string to_json(const Rows& rows) {
    auto list = Json::array();
    for (std::size_t i = 1; i < rows.size(); ++i) {
        auto item = Json::object();
        const auto& names = rows.front().cells;
        for (std::size_t column = 0; column < names.size() && column < rows[i].cells.size();
             ++column)
            item[names[column]] = rows[i].cells[column];
        list.push_back(std::move(item));
    }
    return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace huiying::sheets
