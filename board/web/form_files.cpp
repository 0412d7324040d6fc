#include "board/web/form_files.hpp"

#include "board/desk/files.hpp"
#include "board/model/sha256_hex.hpp"

#include <utility>

namespace huiying::web {

std::string count_error(const std::vector<SentFile>& files) {
    if (files.size() <= desk::Files::kMaxFiles)
        return "";
    return "最多" + std::to_string(desk::Files::kMaxFiles) + "个文件，您选了" +
           std::to_string(files.size()) + "个。";
}

std::string file_error(const std::string& name, model::Errc errc) {
    if (errc == model::Errc::body_too_large)
        return "“" + name + "”超过" + std::to_string(desk::Files::kMaxBytes >> 20U) +
               "MB，请压缩后再选。";
    if (errc == model::Errc::store_unavailable)
        return "系统暂时收不了照片和文件，“" + name + "”没有收下。可以先不带附件提交，以后再补充。";
    return "“" + name + "”不是可以接收的文件。请选 JPG、PNG、WebP 图片或 PDF。";
}

std::vector<model::Attachment> named_files(const std::vector<SentFile>& files) {
    std::vector<model::Attachment> named;
    named.reserve(files.size());
    for (const auto& file : files)
        named.push_back(
            {.name = file.name,
             .media_type = "",
             .sha256 = model::sha256_hex(file.bytes),
             .url = "",
             .bytes = static_cast<std::int64_t>(file.bytes.size())}
        );
    return named;
}

KeptFiles keep_files(desk::Files& files, const std::vector<SentFile>& sent) {
    KeptFiles result;
    result.attachments.reserve(sent.size());
    for (const auto& file : sent) {
        auto kept = files.keep(file.name, file.bytes);
        if (kept.has_value())
            result.attachments.push_back(std::move(*kept));
        else if (result.fault.empty())
            result.fault = file_error(file.name, model::errc_of(kept.error()));
    }
    return result;
}

std::string hashes_of(const std::vector<model::Attachment>& attachments) {
    std::string hashes;
    for (const auto& attachment : attachments)
        hashes.append(attachment.sha256).push_back(',');
    return hashes;
}

}  // namespace huiying::web
