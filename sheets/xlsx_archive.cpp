#include "sheets/xlsx_archive.hpp"

#include <zip.h>

namespace huiying::sheets {
namespace {

constexpr std::size_t kMaxPacked = std::size_t{10} * 1024 * 1024;
constexpr std::size_t kMaxUnpacked = std::size_t{64} * 1024 * 1024;
constexpr zip_int64_t kMaxEntries = 1'000;

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

void XlsxArchive::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

XlsxArchive::XlsxArchive(std::string_view bytes) : left_(kMaxUnpacked) {
    if (bytes.size() > kMaxPacked)
        throw Unreadable{Fault::too_big};
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (source == nullptr)
        throw Unreadable{};
    zip_.reset(zip_open_from_source(source, ZIP_RDONLY, nullptr));
    if (!zip_) {
        zip_source_free(source);
        throw Unreadable{};
    }
    if (zip_get_num_entries(zip_.get(), 0) > kMaxEntries)
        throw Unreadable{Fault::too_big};
}

bool XlsxArchive::has(const std::string& path) const {
    return zip_name_locate(zip_.get(), path.c_str(), 0) >= 0;
}

std::string XlsxArchive::unpacked(const std::string& path) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(zip_.get(), path.c_str(), 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
        throw Unreadable{};
    if (stat.size > left_)
        throw Unreadable{Fault::too_big};
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen(zip_.get(), path.c_str(), 0));
    if (!file)
        throw Unreadable{};
    // One byte more than it says it has: what says less than it unpacks to is not believed.
    std::string bytes(static_cast<std::size_t>(stat.size) + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const auto read = zip_fread(file.get(), bytes.data() + size, bytes.size() - size);
        if (read < 0)
            throw Unreadable{};
        if (read == 0)
            break;
        size += static_cast<std::size_t>(read);
    }
    if (size > stat.size)
        throw Unreadable{Fault::too_big};
    bytes.resize(size);
    left_ -= size;
    return bytes;
}

pugi::xml_document XlsxArchive::xml(const std::string& path) {
    const auto bytes = unpacked(path);
    pugi::xml_document document;
    if (!document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8))
        throw Unreadable{};
    return document;
}

}  // namespace huiying::sheets
