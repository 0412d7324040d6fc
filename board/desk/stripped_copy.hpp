// A copy of a citizen's file without metadata: where and by whom a photo was taken is nobody's
// business. The only Exiv2 and qpdf. Private to this room.
#pragma once

#include <string>
#include <string_view>

namespace huiying::desk {

/// Type of the bytes by their content (libmagic), e.g. "image/jpeg"; never by name.
std::string sniff_media_type(std::string_view bytes);

/// The same picture or document without Exif, XMP, IPTC, comments, document information. REQUIRES:
/// one of the accepted types. Throws std::runtime_error when the file is damaged.
std::string without_metadata(const std::string& media_type, std::string_view bytes);

}  // namespace huiying::desk
