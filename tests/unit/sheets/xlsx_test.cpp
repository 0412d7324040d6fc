// Excel workbooks: what Excel and others write, what damaged or hostile files come to.
#include "catch.hpp"
#include "sheets/xlsx_reader.hpp"
#include "sheets/xlsx_writer.hpp"

#include <map>
#include <zip.h>

using namespace huiying;
using sheets::Fault;
using sheets::Rows;

namespace {

/// A packed file with these parts.
std::string packed(const std::map<std::string, std::string>& parts) {
    zip_error_t error;
    zip_source_t* const memory = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(memory);
    zip_t* const archive = zip_open_from_source(memory, ZIP_CREATE | ZIP_TRUNCATE, &error);
    REQUIRE(archive != nullptr);
    for (const auto& [path, text] : parts) {
        zip_source_t* const part = zip_source_buffer(archive, text.data(), text.size(), 0);
        REQUIRE(zip_file_add(archive, path.c_str(), part, ZIP_FL_OVERWRITE) >= 0);
    }
    REQUIRE(zip_close(archive) == 0);
    zip_stat_t stat;
    zip_stat_init(&stat);
    REQUIRE(zip_source_stat(memory, &stat) == 0);
    std::string bytes(stat.size, '\0');
    REQUIRE(zip_source_open(memory) == 0);
    REQUIRE(
        zip_source_read(memory, bytes.data(), bytes.size()) ==
        static_cast<zip_int64_t>(bytes.size())
    );
    zip_source_close(memory);
    zip_source_free(memory);
    return bytes;
}

const std::string kSpreadsheet =
    R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";

std::map<std::string, std::string> workbook(const std::string& rows) {
    return {
        {"xl/workbook.xml",
         "<workbook " + kSpreadsheet +
             R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)"
             R"(<sheets><sheet name="来件" sheetId="3" r:id="rId7"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships><Relationship Id="rId1" Target="styles.xml"/>)"
         R"(<Relationship Id="rId7" Target="/xl/worksheets/data.xml"/></Relationships>)"},
        {"xl/sharedStrings.xml",
         "<sst " + kSpreadsheet +
             R"(><si><t>编号</t></si><si><r><t>路灯</t></r><r><t>不亮</t></r><rPh><t>lu</t></rPh></si></sst>)"},
        {"xl/styles.xml",
         "<styleSheet " + kSpreadsheet +
             R"(><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>)"
             R"(<numFmt numFmtId="165" formatCode="&quot;day&quot; 0.00"/></numFmts>)"
             R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>)"},
        {"xl/worksheets/data.xml",
         "<worksheet " + kSpreadsheet + "><sheetData>" + rows + "</sheetData></worksheet>"}};
}

Rows rows_of(const std::string& bytes) {
    const auto read = sheets::xlsx_rows(bytes);
    REQUIRE(std::holds_alternative<Rows>(read));
    return std::get<Rows>(read);
}

Fault fault_of(const std::string& bytes) {
    const auto read = sheets::xlsx_rows(bytes);
    REQUIRE(std::holds_alternative<Fault>(read));
    return std::get<Fault>(read);
}

}  // namespace

TEST_CASE("cells of every type are read as people see them", "[sheets]") {
    const auto rows = rows_of(packed(workbook(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>)"
        R"(<row r="2"/>)"
        R"(<row r="4"><c r="A4"><v>1.3812345678E10</v></c><c r="B4" s="1"><v>46352.354166666664</v></c>)"
        R"(<c r="C4" s="2"><v>46352</v></c><c r="D4" s="3"><v>46352.5</v></c>)"
        R"(<c r="E4" t="inlineStr"><is><t>直接写</t></is></c><c r="F4" t="str"><f>A4&amp;"x"</f><v>算出来的</v></c>)"
        R"(<c r="G4" t="b"><v>1</v></c><c r="H4" t="e"><v>#N/A</v></c></row>)"
    )));
    CHECK(
        rows ==
        Rows{
            {1, {"编号", "", "路灯不亮"}},
            {4,
             {"13812345678",
              "2026-11-26 08:30:00",
              "2026-11-26",
              "46352.5",
              "直接写",
              "算出来的",
              "是"}}}
    );
}

TEST_CASE("what is written is read again as it was, and is no formula", "[sheets]") {
    const Rows rows{
        {1, {"编号", "答复"}}, {2, {"=1+1", "第一行\n第二行"}}, {3, {"", "013800000000"}}};
    CHECK(rows_of(sheets::to_xlsx(rows, "回报")) == rows);
    // Beyond what a cell holds it is cut, between characters.
    std::string longest;
    while (longest.size() < 40'000)
        longest += "字";
    const auto read = rows_of(sheets::to_xlsx({{1, {"答复"}}, {2, {longest}}}, "回报"));
    CHECK(read[1].cells[0].size() == 32'766);
}

TEST_CASE("a damaged workbook is not readable, whatever is damaged", "[sheets]") {
    CHECK(fault_of("PK\x03\x04 nothing") == Fault::not_readable);
    CHECK(fault_of("") == Fault::not_readable);
    CHECK(fault_of(packed({{"a.txt", "hello"}})) == Fault::not_readable);
    auto parts = workbook("<row><c t=\"s\"><v>9</v></c></row>");
    CHECK(fault_of(packed(parts)) == Fault::not_readable);
    parts["xl/worksheets/data.xml"] = "<worksheet><sheetData>";
    CHECK(fault_of(packed(parts)) == Fault::not_readable);
    parts.erase("xl/worksheets/data.xml");
    CHECK(fault_of(packed(parts)) == Fault::not_readable);
    const auto whole = packed(workbook("<row><c><v>1</v></c></row>"));
    CHECK(fault_of(whole.substr(0, whole.size() / 2)) == Fault::not_readable);
}

TEST_CASE("what unpacks to more than a bound is refused before it is unpacked", "[sheets]") {
    auto parts = workbook("");
    parts["xl/sharedStrings.xml"] =
        "<sst><si><t>" + std::string(std::size_t{70} * 1024 * 1024, 'a') + "</t></si></sst>";
    const auto bomb = packed(parts);
    CHECK(bomb.size() < 1024 * 1024);
    CHECK(fault_of(bomb) == Fault::too_big);
    std::string rows;
    for (std::size_t i = 0; i <= sheets::kMaxRows; ++i)
        rows += "<row><c><v>1</v></c></row>";
    CHECK(fault_of(packed(workbook(rows))) == Fault::too_big);
    CHECK(fault_of(packed(workbook(R"(<row><c r="ZZZ1"><v>1</v></c></row>)"))) == Fault::too_big);
}

TEST_CASE(
    "runs within runs and one long text in every cell cost no more than their bytes", "[sheets]"
) {
    auto parts = workbook("<row><c t=\"s\"><v>0</v></c></row>");
    std::string deep;
    for (int i = 0; i < 200'000; ++i)
        deep += "<r>";
    for (int i = 0; i < 200'000; ++i)
        deep += "</r>";
    parts["xl/sharedStrings.xml"] = "<sst><si><t>a</t>" + deep + "</si></sst>";
    CHECK(rows_of(packed(parts)) == Rows{{1, {"a"}}});
    std::string cells = "<row>";
    for (int i = 0; i < 100; ++i)
        cells += "<c t=\"s\"><v>0</v></c>";
    parts = workbook(cells + "</row>");
    parts["xl/sharedStrings.xml"] =
        "<sst><si><t>" + std::string(std::size_t{1024} * 1024, 'a') + "</t></si></sst>";
    CHECK(fault_of(packed(parts)) == Fault::too_big);
}

TEST_CASE("a number longer than a workbook keeps says so", "[sheets]") {
    const auto rows = rows_of(packed(workbook("<row><c><v>202611260000123456</v></c></row>")));
    CHECK(rows[0].cells[0] == "2.02611260000123E+17");
}

TEST_CASE("an entity that would read a file or grow is nothing", "[sheets]") {
    auto parts = workbook(R"(<row><c t="inlineStr"><is><t>&x;</t></is></c></row>)");
    parts["xl/worksheets/data.xml"] = R"(<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>)" +
                                      parts["xl/worksheets/data.xml"];
    const auto rows = rows_of(packed(parts));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].cells[0] == "&x;");
}
