// The packed parts of a workbook, each unpacked within a bound. Private to this room.
#pragma once

#include "sheets/table.hpp"

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>

struct zip;

namespace huiying::sheets {

/// Thrown inside this room only.
struct Unreadable {
    Fault fault = Fault::not_readable;
};

class XlsxArchive {
  public:
    /// `bytes` must outlive it. Throws Unreadable.
    explicit XlsxArchive(std::string_view bytes);

    [[nodiscard]] bool has(const std::string& path) const;
    /// Throws Unreadable: there is none, it is no XML, it is or becomes too big.
    [[nodiscard]] pugi::xml_document xml(const std::string& path);

  private:
    struct Close {
        void operator()(zip* archive) const;
    };

    [[nodiscard]] std::string unpacked(const std::string& path);

    std::unique_ptr<zip, Close> zip_;
    std::size_t left_;  ///< bytes that may still be unpacked
};

}  // namespace huiying::sheets
