#include "board/web/form_files.hpp"

#include "catch.hpp"

using namespace huiying;
using web::SentFile;

namespace {

const std::string kEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

}  // namespace

TEST_CASE("six files are not too many for one form, seven are", "[web]") {
    CHECK(web::count_error({}).empty());
    CHECK(web::count_error(std::vector<SentFile>(6)).empty());
    CHECK(web::count_error(std::vector<SentFile>(7)) == "最多6个文件，您选了7个。");
}

TEST_CASE("files that came are named by what is in them", "[web]") {
    const auto named = web::named_files({{"灯.jpg", ""}, {"灯.jpg", "JPEG"}});
    REQUIRE(named.size() == 2);
    CHECK(named[0].sha256 == kEmpty);
    CHECK(named[1].name == "灯.jpg");
    CHECK(named[1].bytes == 4);
    CHECK(web::hashes_of(named) == kEmpty + "," + named[1].sha256 + ",");
    CHECK(web::hashes_of({}).empty());
}

TEST_CASE("a form is read with its fields in order, however it was sent", "[web]") {
    http::Request plain;
    const std::vector<http::Header> form{{"Content-Type", "application/x-www-form-urlencoded"}};
    plain.headers = form;
    plain.body = "text=%E7%81%AF%FF&text=b&files=x";
    const auto read = web::read_sent_form(plain);
    REQUIRE(read.has_value());
    CHECK(read->field("text") == "灯\xEF\xBF\xBD");
    CHECK(read->field("code").empty());
    CHECK(read->files.empty());
    http::Request none;
    none.body = "text=a";
    CHECK(web::read_sent_form(none).error() == model::Errc::bad_request);
}
