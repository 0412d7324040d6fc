// A picture for tests of files.
#pragma once

#include <string>

namespace huiying::test {

/// The smallest JPEG that readers take: 1 x 1, grey.
inline const std::string kSmallestJpeg = [] {
    const unsigned char bytes[] = {
        0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 'J',  'F',  'I',  'F',  0x00, 0x01, 0x01, 0x00, 0x00,
        0x01, 0x00, 0x01, 0x00, 0x00, 0xFF, 0xDB, 0x00, 0x43, 0x00, 16,   11,   12,   14,   12,
        10,   16,   14,   13,   14,   18,   17,   16,   19,   24,   40,   26,   24,   22,   22,
        24,   49,   35,   37,   29,   40,   58,   51,   61,   60,   57,   51,   56,   55,   64,
        72,   92,   78,   64,   68,   87,   69,   55,   56,   80,   109,  81,   87,   95,   98,
        103,  104,  103,  62,   77,   113,  121,  112,  100,  120,  92,   101,  103,  99,   0xFF,
        0xC0, 0x00, 0x0B, 0x08, 0x00, 0x01, 0x00, 0x01, 0x01, 0x01, 0x11, 0x00, 0xFF, 0xC4, 0x00,
        0x14, 0x00, 0x01, 0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
        0,    0,    0,    0x09, 0xFF, 0xC4, 0x00, 0x14, 0x10, 0x01, 0,    0,    0,    0,    0,
        0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x00, 0xFF, 0xDA, 0x00, 0x08,
        0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0x54, 0xDF, 0xFF, 0xD9};
    return std::string(reinterpret_cast<const char*>(bytes), sizeof(bytes));
}();

}  // namespace huiying::test
