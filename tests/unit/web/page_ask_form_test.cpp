#include "board/web/page_ask_form.hpp"

#include "board/web/once_key.hpp"
#include "catch.hpp"
#include "sample_pages.hpp"

#include <vector>

using namespace huiying;
using web::AskForm;

namespace {

const std::string kId(32, 'a');

struct Sent {
    std::vector<http::Header> headers;
    std::string body;

    http::Request request() const {
        http::Request made;
        made.method = http::Method::post;
        made.headers = headers;
        made.body = body;
        return made;
    }
};

Sent multipart(const std::vector<std::array<std::string, 3>>& parts) {
    Sent sent;
    sent.headers = {{"Content-Type", "multipart/form-data; boundary=xYzZY"}};
    for (const auto& [name, filename, value] : parts) {
        sent.body += "--xYzZY\r\nContent-Disposition: form-data; name=\"" + name + "\"";
        if (!filename.empty() || name == "files")
            sent.body +=
                "; filename=\"" + filename + "\"\r\nContent-Type: application/octet-stream";
        sent.body += "\r\n\r\n" + value + "\r\n";
    }
    sent.body += "--xYzZY--\r\n";
    return sent;
}

AskForm filled() {
    AskForm form;
    form.id = kId;
    form.subject = "路灯不亮";
    form.text = "银春路三盏路灯不亮。";
    return form;
}

std::string key_of(const AskForm& form, std::vector<model::Attachment> attachments = {}) {
    return web::message_of(form, std::move(attachments), model::Instant{}).delivery_key;
}

}  // namespace

TEST_CASE("a multipart form is read with its files", "[web]") {
    const auto sent = multipart({
        {"form", "", kId},
        {"subject", "", "路灯"},
        {"text", "", "一\r\n二"},
        {"kind", "", "help"},
        {"unit", "", "cjzx"},
        {"place", "", "银春路"},
        {"name", "", "王"},
        {"contact", "", "138"},
        {"publish", "", "yes"},
        {"files", "灯.jpg", "JPEG"},
        {"files", "", ""},
        {"unknown", "", "x"},
    });
    const auto form = web::read_ask_form(sent.request());
    REQUIRE(form.has_value());
    CHECK(form->id == kId);
    CHECK(form->text == "一\n二");
    CHECK(form->kind == "help");
    CHECK(form->publish);
    REQUIRE(form->files.size() == 1);
    CHECK(form->files[0].name == "灯.jpg");
    CHECK(form->files[0].bytes == "JPEG");
}

TEST_CASE("a plain form is read too, and nothing is public by default", "[web]") {
    const Sent sent{
        {{"Content-Type", "application/x-www-form-urlencoded"}},
        "subject=%E8%B7%AF&text=a%FFb&publish=on"};
    const auto form = web::read_ask_form(sent.request());
    REQUIRE(form.has_value());
    CHECK(form->subject == "路");
    CHECK(
        form->text ==
        "a\xEF\xBF\xBD"
        "b"
    );
    CHECK_FALSE(form->publish);
}

TEST_CASE("a body that is no form is refused", "[web]") {
    const Sent json{{{"Content-Type", "application/json"}}, "{}"};
    CHECK(web::read_ask_form(json.request()).error() == model::Errc::bad_request);
    auto cut = multipart({{"subject", "", "路灯"}});
    cut.body.resize(cut.body.size() - 12);
    CHECK(web::read_ask_form(cut.request()).error() == model::Errc::bad_request);
}

TEST_CASE("a form without a proper id gets one of its own", "[web]") {
    const auto first = web::read_ask_form(multipart({{"form", "", "x\"><script>"}}).request());
    const auto second = web::read_ask_form(multipart({{"text", "", "a"}}).request());
    REQUIRE(first.has_value());
    REQUIRE(second.has_value());
    CHECK(first->id.size() == 32);
    CHECK(first->id != second->id);
    CHECK(web::random_key() != web::random_key());
}

TEST_CASE("subject and text are enough", "[web]") {
    CHECK(web::check_ask_form(filled(), test::sample_town()).empty());
}

TEST_CASE("all faults of a form are named at once", "[web]") {
    AskForm form;
    form.subject = " 　";
    form.kind = "poem";
    form.unit = "nobody";
    for (int i = 0; i < 201; ++i) {
        form.place += "路";
        form.name += "𠮷";
        form.contact += "1";
    }
    form.files.resize(7);
    const auto errors = web::check_ask_form(form, test::sample_town());
    for (const auto* field :
         {"subject", "text", "kind", "unit", "place", "name", "contact", "files"})
        CHECK(errors.count(field) == 1);
    CHECK(errors.size() == 8);
}

TEST_CASE("the limits of text and subject are in characters", "[web]") {
    auto form = filled();
    form.text.clear();
    form.subject.clear();
    for (int i = 0; i < 10'000; ++i)
        form.text += "𠮷";
    for (int i = 0; i < 100; ++i)
        form.subject += "😀";
    CHECK(web::check_ask_form(form, test::sample_town()).empty());
    form.text += "。";
    form.subject += "。";
    const auto errors = web::check_ask_form(form, test::sample_town());
    CHECK(errors.at("text").find("10000字") != std::string::npos);
    CHECK(errors.at("subject").find("100字") != std::string::npos);
}

TEST_CASE("a double click is the same message, a corrected text another", "[web]") {
    const auto form = filled();
    CHECK(key_of(form) == key_of(form));
    CHECK(key_of(form).size() <= 300);
    auto later = web::message_of(form, {}, model::Instant{std::chrono::hours{48}});
    CHECK(later.delivery_key == key_of(form));

    auto changed = form;
    changed.text += "快一点。";
    CHECK(key_of(changed) != key_of(form));
    changed = form;
    changed.publish = true;
    CHECK(key_of(changed) != key_of(form));
    changed = form;
    changed.id[0] = 'b';
    CHECK(key_of(changed) != key_of(form));
    CHECK(key_of(form, {{.sha256 = "00"}}) != key_of(form));
    // A character that moves from one field to the next is a change.
    changed = form;
    changed.subject += changed.text.substr(0, 3);
    changed.text.erase(0, 3);
    CHECK(key_of(changed) != key_of(form));
}

TEST_CASE("a message carries everything of the form", "[web]") {
    auto form = filled();
    form.kind = "report";
    form.unit = "cjzx";
    form.place = "银春路";
    form.name = "王";
    form.contact = "138";
    form.publish = true;
    const model::Instant now{std::chrono::hours{1}};
    const auto message = web::message_of(form, {{.sha256 = "00"}}, now);
    CHECK(message.channel == "board");
    CHECK(message.kind == model::Kind::report);
    CHECK(message.unit_hint == "cjzx");
    CHECK(message.place == "银春路");
    CHECK(message.sender_name == "王");
    CHECK(message.contact == "138");
    CHECK(message.publish == model::PublishConsent::yes);
    CHECK(message.attachments.size() == 1);
    CHECK(message.received_at == now);
    CHECK(message.arrived_at == now);
}
