#include "board_ground.hpp"

#include "board/store/directory_repository.hpp"
#include "http/request.hpp"

#include <iterator>
#include <stdexcept>
#include <unistd.h>

namespace huiying::test {
namespace {

model::FaqEntry sample_faq() {
    return {
        .id = "street-light",
        .topic = "道路与停车",
        .question = "路灯不亮怎么报修？",
        .variants = {"路灯坏了找谁修", "家门口的路灯不亮了"},
        .answer = "请告诉我们灯杆编号和位置。\n养护人员会到现场检查。",
        .unit = "cjzx",
        .source = "《城市道路照明设施管理规定》",
        .valid_from = "2026-01-01",
        .review = model::FaqReview::reviewed,
        .auto_answer = true,
    };
}

void fill(store::Database& database, model::Instant now) {
    database.write([&](store::Connection& connection) {
        store::DirectoryRepository directory(connection);
        directory.put_setting("town.name", "马桥镇");
        directory.put_setting("town.office_name", "马桥镇党政办公室");
        directory.put_setting("town.service_name", "马桥镇回应平台");
        directory.put(model::Unit{
            .code = "dzb",
            .name = "党政办公室",
            .kind = "office",
            .contact = "【待填】",
            .lead = true});
        directory.put(model::Unit{
            .code = "cjzx",
            .name = "城市建设管理事务中心",
            .kind = "institution",
            .places = {"银春路"}});
        directory.put(sample_faq(), "test", now);
    });
}

model::CalendarFacts calendar() {
    model::CalendarFacts facts;
    facts.version = "test";
    facts.years[2026].year = 2026;
    return facts;
}

}  // namespace

Folder::Folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "board_ground_XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    path = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

BoardGround::BoardGround(web::PageSettings settings)
    : database_({.path = (folder_.path / "board.db").string()}) {
    fill(database_, clock.time);
    town_ =
        std::make_unique<desk::Town>(database_, calendar(), model::TownSecret{}, desk::Demo::no);
    publications_ = std::make_unique<desk::Publications>(database_, *town_, clock);
    figures_ = std::make_unique<desk::PublicFigures>(database_, *town_, clock);
    suggestions_ = std::make_unique<desk::Suggestions>(database_, *town_, *publications_, clock);
    feedback_ = std::make_unique<desk::EntryFeedback>(database_, *town_, *publications_, clock);
    status_ = std::make_unique<desk::CitizenStatus>(database_, *town_, clock);
    moves_ = std::make_unique<desk::CitizenMoves>(
        desk::DeskUses{database_, *town_, clock, [](const desk::TicketEvent&) {}}, *status_
    );
    joining_ = std::make_unique<desk::Joining>(
        desk::DeskUses{database_, *town_, clock, [](const desk::TicketEvent&) {}}, *status_
    );
    documents_ = std::make_unique<desk::PublicDocuments>(database_, *town_, *publications_, clock);
    catalogue_ = std::make_unique<desk::Catalogue>(database_, *town_, clock);
    files_ = std::make_unique<desk::Files>(database_, folder_.path / "files", clock);
    const auto submit = [this](const model::InboundMessage& message) -> model::Result<void> {
        if (submit_throws)
            throw std::runtime_error("disk full");
        submitted.push_back(message);
        return answer;
    };
    pages_ = std::make_unique<web::PublicPages>(
        web::PageUses{
            *town_,
            *publications_,
            *status_,
            *moves_,
            *joining_,
            *files_,
            renderer_,
            clock,
            quota,
            submit,
            *figures_,
            *suggestions_,
            *feedback_,
            *catalogue_,
            *documents_},
        std::move(settings)
    );
    pages_->add_to(router_);
}

http::Response BoardGround::get(const std::string& target, std::vector<http::Header> headers) {
    http::Request request;
    request.method = http::Method::get;
    request.target = target;
    const auto mark = target.find('?');
    request.path = std::string_view(target).substr(0, mark);
    if (mark != std::string::npos)
        request.query = std::string_view(target).substr(mark + 1);
    request.headers = headers;
    request.peer = "192.0.2.1";
    return call(std::move(request));
}

http::Response BoardGround::post(
    const std::string& path,
    const std::string& type,
    const std::string& body,
    std::vector<http::Header> headers
) {
    http::Request request;
    request.method = http::Method::post;
    request.target = request.path = path;
    headers.push_back({"Content-Type", type});
    request.headers = headers;
    request.body = body;
    request.peer = "192.0.2.1";
    return call(std::move(request));
}

http::Response BoardGround::ask(const std::vector<std::pair<std::string, std::string>>& fields) {
    return send("/ask", fields);
}

http::Response BoardGround::send(
    const std::string& path, const std::vector<std::pair<std::string, std::string>>& fields
) {
    std::string body;
    for (const auto& [name, value] : fields) {
        const auto* file = name == "files" ? "; filename=\"a.jpg\"" : "";
        body += "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n" +
                value + "\r\n";
    }
    return post(path, "multipart/form-data; boundary=x", body + "--x--\r\n");
}

std::size_t BoardGround::kept_files() const {
    const std::filesystem::directory_iterator kept(folder_.path / "files");
    return static_cast<std::size_t>(std::distance(begin(kept), end(kept)));
}

http::Response BoardGround::call(http::Request request) {
    const auto match = router_.find(request.method, request.path, request.params);
    if (match.route == nullptr)
        return pages_->error_page(request, match.allow.empty() ? 404 : 405, "not_found");
    if (const auto* handler = std::get_if<http::Handler>(&match.route->handler))
        return (*handler)(request);
    http::Response response;
    std::get<http::AsyncHandler>(match.route->handler
    )(request, http::Responder([&](http::Response given) { response = std::move(given); }));
    return response;
}

std::string header_of(const http::Response& response, std::string_view name) {
    for (const auto& [held, value] : response.headers)
        if (held == name)
            return value;
    return "";
}

std::string text_of(const http::Response& page, const std::string& id) {
    const auto at = page.body.find("id=\"" + id + "\"");
    if (at == std::string::npos)
        return "";
    const auto begin = page.body.find('>', at) + 1;
    return page.body.substr(begin, page.body.find('<', begin) - begin);
}

}  // namespace huiying::test
