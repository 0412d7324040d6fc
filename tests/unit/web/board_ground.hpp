// The public board on a database of its own in a temporary folder; messages are recorded instead of
// appended.
#pragma once

#include "board/desk/catalogue.hpp"
#include "board/desk/citizen_moves.hpp"
#include "board/desk/entry_feedback.hpp"
#include "board/desk/files.hpp"
#include "board/desk/joining.hpp"
#include "board/desk/public_documents.hpp"
#include "board/desk/public_figures.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/suggestions.hpp"
#include "board/desk/town.hpp"
#include "board/model/inbound_message.hpp"
#include "board/store/database.hpp"
#include "board/web/page_routes.hpp"
#include "http/address_quota.hpp"
#include "http/router.hpp"
#include "templates/renderer.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace huiying::test {

class SetClock final : public model::Clock {
  public:
    model::Instant now() const override { return time; }

    model::Instant time = *model::parse_rfc3339("2026-11-23T09:30:00+08:00");
};

struct Folder {
    Folder();
    ~Folder();

    std::filesystem::path path;
};

class BoardGround {
  public:
    explicit BoardGround(web::PageSettings settings = {});

    http::Response get(const std::string& target, std::vector<http::Header> headers = {});
    http::Response post(
        const std::string& path,
        const std::string& type,
        const std::string& body,
        std::vector<http::Header> headers = {}
    );
    /// A form as browsers send those with files: fields (name, value), of "files" the bytes.
    http::Response send(
        const std::string& path, const std::vector<std::pair<std::string, std::string>>& fields
    );
    /// The form of /ask, sent with these fields (name, value).
    http::Response ask(const std::vector<std::pair<std::string, std::string>>& fields);

    std::size_t kept_files() const;

    SetClock clock;
    std::vector<model::InboundMessage> submitted;
    model::Result<void> answer{};  ///< what a submit answers
    bool submit_throws = false;
    http::AddressQuota quota{{.an_hour = 20, .a_day = 60}};

  private:
    http::Response call(http::Request request);

    const Folder folder_;
    store::Database database_;
    std::unique_ptr<desk::Town> town_;
    const templates::Renderer renderer_;
    std::unique_ptr<desk::Publications> publications_;
    std::unique_ptr<desk::PublicFigures> figures_;
    std::unique_ptr<desk::Suggestions> suggestions_;
    std::unique_ptr<desk::EntryFeedback> feedback_;
    std::unique_ptr<desk::PublicDocuments> documents_;
    std::unique_ptr<desk::Catalogue> catalogue_;
    std::unique_ptr<desk::CitizenStatus> status_;
    std::unique_ptr<desk::CitizenMoves> moves_;
    std::unique_ptr<desk::Joining> joining_;
    std::unique_ptr<desk::Files> files_;
    std::unique_ptr<web::PublicPages> pages_;
    http::Router router_;
};

/// Value of a header, "" when absent.
std::string header_of(const http::Response& response, std::string_view name);

/// Text of the element with this id.
std::string text_of(const http::Response& page, const std::string& id);

}  // namespace huiying::test
