#include "board/web/page_errors.hpp"

#include <algorithm>
#include <array>

namespace huiying::web {
namespace {

using templates::Value;

struct ErrorWords {
    int status;
    std::string_view title;
    std::string_view advice;
};

// The first row is for what has none of its own.
constexpr std::array<ErrorWords, 11> kErrors{{
    {400, "浏览器发来的内容不完整", "请返回上一页，再提交一次。您写的内容通常还在页面上。"},
    {403, "这次提交没有被接受", "请从本平台的页面重新提交。"},
    {404,
     "没有找到这一页",
     "地址可能输错了，或者这条内容已经撤下。可以搜索一下，或者从下面的入口继续。"},
    {405, "这个地址不能这样打开", "请从下面的入口继续。"},
    {408, "网络太慢，等待超时", "请检查网络后再试一次。"},
    {413,
     "提交的文件太大",
     "请按浏览器的“返回”，您写的内容还在。删去或压缩几张照片后再提交；照片也可以办理时再补。"},
    {414, "地址太长", "请缩短搜索的文字再试。"},
    {429, "操作太频繁", "请过一会儿再试。"},
    {431, "浏览器发来的信息太多", "请清除本站的浏览器缓存后再试。"},
    {500, "系统出了差错", "不是您的问题，我们会检查。请过几分钟再试。"},
    {503, "系统正忙", "请过一两分钟再试。急事请直接致电承办单位。"},
}};

const ErrorWords& words_of(int status) {
    const auto* found = std::find_if(kErrors.begin(), kErrors.end(), [&](const ErrorWords& row) {
        return row.status == status;
    });
    if (found != kErrors.end())
        return *found;
    return status >= 500 ? kErrors[9] : kErrors[0];
}

constexpr int kServerFault = 500;
constexpr std::string_view kRetrySeconds = "60";

}  // namespace

std::string error_title(int status) {
    return std::string(words_of(status).title);
}

Value error_value(int status, std::string_view code, std::string_view request_id) {
    const auto& words = words_of(status);
    return Value{
        {"status", status},
        {"error_code", code},
        {"error_title", words.title},
        {"advice", words.advice},
        {"offers_search", status == 404},
        {"request_id", status >= kServerFault ? request_id : std::string_view()},
    };
}

http::Response error_page(
    const PageLayout& layout, const http::Request& request, int status, std::string_view code
) {
    auto frame = layout.frame(request, error_title(status), NavEntry::none);
    frame.here.clear();
    auto value = error_value(status, code, request.request_id);
    auto response = layout.page(frame, "pages/error", value, Caching::personal, status);
    if (status == 503)
        response.with("Retry-After", std::string(kRetrySeconds));
    return response;
}

}  // namespace huiying::web
