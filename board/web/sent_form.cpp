#include "board/web/sent_form.hpp"

#include "board/web/page_text.hpp"
#include "http/multipart.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

model::Result<SentForm> read_multipart(const http::Request& request) {
    const auto parts = http::parse_multipart(request.header("Content-Type"), request.body);
    if (parts.has_error())
        return model::Errc::bad_request;
    SentForm form;
    for (const auto& part : *parts) {
        // A browser sends an empty part for a file field left alone.
        if (part.name == "files" && !(part.filename.empty() && part.data.empty()))
            form.files.push_back({readable(part.filename), part.data});
        else
            form.fields.push_back({part.name, readable(part.data)});
    }
    return form;
}

SentForm read_urlencoded(const http::Request& request) {
    SentForm form{http::form_parameters(request.body), {}};
    for (auto& field : form.fields)
        field.value = readable(field.value);
    return form;
}

}  // namespace

std::string SentForm::field(std::string_view name) const {
    return std::string(http::find(fields, name).value_or(""));
}

model::Result<SentForm> read_sent_form(const http::Request& request) {
    const auto type = request.header("Content-Type");
    const auto media = http::trimmed(type.substr(0, std::min(type.find(';'), type.size())));
    if (http::same_text(media, "application/x-www-form-urlencoded"))
        return read_urlencoded(request);
    return read_multipart(request);
}

}  // namespace huiying::web
