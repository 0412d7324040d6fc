#include "board/desk/stripped_copy.hpp"

#include <algorithm>
#include <array>
#include <exiv2/exiv2.hpp>
#include <magic.h>
#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>

namespace huiying::desk {
namespace {

std::string stripped_picture(std::string_view bytes) {
    // `auto`: Exiv2 0.27 returns an auto_ptr, 0.28 a unique_ptr.
    auto picture = Exiv2::ImageFactory::open(
        reinterpret_cast<const Exiv2::byte*>(bytes.data()), static_cast<long>(bytes.size())
    );
    picture->readMetadata();
    picture->clearMetadata();
    picture->writeMetadata();
    auto& io = picture->io();
    io.open();
    const auto size = static_cast<std::size_t>(io.size());
    std::string copy(size, '\0');
    io.read(reinterpret_cast<Exiv2::byte*>(copy.data()), static_cast<long>(size));
    io.close();
    return copy;
}

constexpr std::size_t kPngHeader = 8;
constexpr std::size_t kChunkFrame = 12;  ///< length, type, checksum

std::size_t chunk_size(const std::string& png, std::size_t at) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i)
        size = size << 8U | static_cast<unsigned char>(png[at + i]);
    return size;
}

/// The chunks that paint the picture: Exiv2 leaves the standard's eXIf and texts that it does not
/// know. What is cut off at the end is left out.
std::string painted_png(const std::string& png) {
    constexpr std::array<std::string_view, 15> painting{
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
        "tRNS",
        "gAMA",
        "cHRM",
        "sRGB",
        "iCCP",
        "sBIT",
        "bKGD",
        "pHYs",
        "acTL",
        "fcTL",
        "fdAT"};
    std::string kept = png.substr(0, kPngHeader);
    for (std::size_t at = kPngHeader; at + kChunkFrame <= png.size();) {
        const auto size = chunk_size(png, at);
        if (size > png.size() - at - kChunkFrame)
            break;
        const auto type = std::string_view(png).substr(at + 4, 4);
        if (std::find(painting.begin(), painting.end(), type) != painting.end())
            kept.append(png, at, size + kChunkFrame);
        at += size + kChunkFrame;
    }
    return kept;
}

std::string stripped_document(std::string_view bytes) {
    QPDF document;
    document.setSuppressWarnings(true);
    document.processMemoryFile("upload", bytes.data(), bytes.size());
    document.getTrailer().removeKey("/Info");
    document.getRoot().removeKey("/Metadata");
    // A document must not run anything on the clerk's machine either.
    for (const auto* key : {"/OpenAction", "/AA", "/Names", "/JavaScript"})
        document.getRoot().removeKey(key);
    QPDFWriter writer(document);
    writer.setOutputMemory();
    // Streams are copied as they are: a small file may unpack to gigabytes.
    writer.setDecodeLevel(qpdf_dl_none);
    writer.setCompressStreams(false);
    writer.setStaticID(true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

std::string sniff_media_type(std::string_view bytes) {
    const std::unique_ptr<magic_set, decltype(&magic_close)> magic(
        magic_open(MAGIC_MIME_TYPE), &magic_close
    );
    if (!magic || magic_load(magic.get(), nullptr) != 0)
        throw std::runtime_error("libmagic's database cannot be loaded");
    const char* type = magic_buffer(magic.get(), bytes.data(), bytes.size());
    return type ? type : "application/octet-stream";
}

std::string without_metadata(const std::string& media_type, std::string_view bytes) {
    if (media_type == "application/pdf")
        return stripped_document(bytes);
    auto copy = stripped_picture(bytes);
    return media_type == "image/png" ? painted_png(copy) : copy;
}

}  // namespace huiying::desk
