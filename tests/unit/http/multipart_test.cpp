#include "http/multipart.hpp"

#include "catch.hpp"

using namespace huiying::http;

namespace {

constexpr const char* kType = "multipart/form-data; boundary=----B42";

std::string part(const std::string& headers, const std::string& data) {
    return "------B42\r\n" + headers + "\r\n\r\n" + data + "\r\n";
}

const std::string kEnd = "------B42--\r\n";

std::string field(const std::string& name, const std::string& value) {
    return part("Content-Disposition: form-data; name=\"" + name + "\"", value);
}

}  // namespace

TEST_CASE("a browser's form with fields and a file is read", "[multipart]") {
    const std::string body =
        field("subject", "路灯") + field("empty", "") +
        part(
            "Content-Disposition: form-data; name=\"photo\"; filename=\"照片 1.jpg\"\r\n"
            "Content-Type: image/jpeg",
            "\xff\xd8\xff"
        ) +
        kEnd;
    const auto parts = parse_multipart(kType, body);
    REQUIRE(parts.has_value());
    REQUIRE(parts->size() == 3);
    CHECK((*parts)[0].name == "subject");
    CHECK((*parts)[0].data == "路灯");
    CHECK((*parts)[0].filename.empty());
    CHECK((*parts)[1].data.empty());
    CHECK((*parts)[2].name == "photo");
    CHECK((*parts)[2].filename == "照片 1.jpg");
    CHECK((*parts)[2].content_type == "image/jpeg");
    CHECK((*parts)[2].data == "\xff\xd8\xff");
}

TEST_CASE("file bytes that look like delimiters stay in the file", "[multipart]") {
    std::string bytes = "x------B42";
    bytes += "\r\n------B42x\r\n\r\n------B4\r\n\r\n-------B42\r\n";
    for (int i = 0; i < 256; ++i)
        bytes.push_back(static_cast<char>(i));
    bytes += "\r\n\r\n--\r\n";
    const std::string body = field("file", bytes) + kEnd;
    const auto parts = parse_multipart(kType, body);
    REQUIRE(parts.has_value());
    REQUIRE(parts->size() == 1);
    CHECK((*parts)[0].data == bytes);
}

TEST_CASE("names are read quoted, plain, escaped and whatever the header's case", "[multipart]") {
    const auto first = [](const std::string& headers) {
        return parse_multipart(kType, part(headers, "x") + kEnd).value().at(0);
    };
    CHECK(first("content-disposition: FORM-DATA; NAME=plain").name == "plain");
    CHECK(first(R"(Content-Disposition: form-data; name="a\"b")").name == "a\"b");
    CHECK(first(R"(Content-Disposition: form-data; name="a%22b")").name == "a\"b");
    CHECK(
        first(R"(Content-Disposition: form-data; filename="name=x; y.jpg"; name="f")").name == "f"
    );
    CHECK(
        first(R"(Content-Disposition: form-data; name="f"; filename="C:\dir\a.jpg")").filename ==
        "a.jpg"
    );
    CHECK(
        first(R"(Content-Disposition: form-data; name="f"; filename="../../etc/passwd")")
            .filename == "passwd"
    );
    CHECK(first("X-Other: 1\r\nContent-Disposition: form-data; name=\"f\"").name == "f");
}

TEST_CASE(
    "preamble, epilogue, blanks after a delimiter and a quoted boundary are accepted", "[multipart]"
) {
    const std::string body =
        "to be ignored\r\n--b c  \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b "
        "c-- \r\nrest";
    const auto parts =
        parse_multipart("Multipart/Form-Data; charset=utf-8; boundary=\"b c\"", body);
    REQUIRE(parts.has_value());
    REQUIRE(parts->size() == 1);
    CHECK((*parts)[0].data == "1");
}

TEST_CASE("a form with no parts is empty, not an error", "[multipart]") {
    const auto parts = parse_multipart(kType, kEnd);
    REQUIRE(parts.has_value());
    CHECK(parts->empty());
}

TEST_CASE("other content types and unusable boundaries are refused", "[multipart]") {
    for (const std::string& type :
         {std::string("application/json"),
          std::string(""),
          std::string("multipart/mixed; boundary=b"),
          std::string("multipart/form-data"),
          std::string("multipart/form-data; boundary="),
          "multipart/form-data; boundary=" + std::string(71, 'b')}) {
        INFO(type);
        CHECK(
            parse_multipart(type, kEnd).error() == make_error_code(MultipartError::not_multipart)
        );
    }
}

TEST_CASE("cut and malformed bodies are refused", "[multipart]") {
    const std::string whole = field("a", "12345") + field("b", "67890") + kEnd;
    const auto malformed = make_error_code(MultipartError::malformed);
    for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
        INFO("cut at " << size);
        REQUIRE(parse_multipart(kType, whole.substr(0, size)).has_error());
    }
    CHECK(
        parse_multipart(kType, part("Content-Disposition: form-data", "x") + kEnd).error() ==
        malformed
    );
    CHECK(
        parse_multipart(kType, part("Content-Disposition: attachment; name=\"a\"", "x") + kEnd)
            .error() == malformed
    );
    CHECK(
        parse_multipart(kType, part("Content-Type: text/plain", "x") + kEnd).error() == malformed
    );
    CHECK(parse_multipart(kType, part("no colon", "x") + kEnd).error() == malformed);
    CHECK(parse_multipart(kType, "------B42\r\nno header end\r\n" + kEnd).error() == malformed);
}

TEST_CASE("parts and their headers are taken at their limits and refused beyond", "[multipart]") {
    const std::string two = field("a", "1") + field("b", "2") + kEnd;
    CHECK(parse_multipart(kType, two, {.parts = 2}).has_value());
    CHECK(
        parse_multipart(kType, two, {.parts = 1}).error() ==
        make_error_code(MultipartError::too_many_parts)
    );
    const std::string header = "Content-Disposition: form-data; name=\"a\"";
    CHECK(parse_multipart(kType, part(header, "") + kEnd, {.part_header_bytes = header.size()})
              .has_value());
    CHECK(
        parse_multipart(kType, part(header, "") + kEnd, {.part_header_bytes = header.size() - 1})
            .error() == make_error_code(MultipartError::part_header_too_large)
    );
}
