# Writes the assembler file that includes each asset's bytes, and the table that finds them by path.
# With LISTING: the files named in it, one a line. With GLOB=ON: every file below BASE (what a front-end build made).
if(GLOB)
  file(GLOB_RECURSE files RELATIVE ${BASE} ${BASE}/*)
else()
  file(STRINGS ${LISTING} files)
endif()
list(SORT files)
set(asm ".section .rodata\n")
set(decl "")
set(table "")
set(names "")
set(count 0)
foreach(file IN LISTS files)
  if(file STREQUAL "")
    continue()
  endif()
  set(label ${NAMESPACE}_asset_${count})
  string(APPEND asm ".balign 16\n.global ${label}\n${label}:\n.incbin \"${BASE}/${file}\"\n.global ${label}_end\n${label}_end:\n.byte 0\n")
  string(APPEND decl "extern const char ${label}[];\nextern const char ${label}_end[];\n")
  string(APPEND table "    {\"${file}\", ${label}, ${label}_end},\n")
  string(APPEND names "    \"${file}\",\n")
  math(EXPR count "${count}+1")
endforeach()
string(APPEND asm ".section .note.GNU-stack,\"\",@progbits\n")
file(WRITE ${OUT}/${NAMESPACE}_assets.S "${asm}")
file(WRITE ${OUT}/${NAMESPACE}_assets.cpp
"#include \"${NAMESPACE}_assets.hpp\"

#include <algorithm>
#include <array>
#include <cstddef>

extern \"C\" {
${decl}}

namespace huiying::${NAMESPACE} {
namespace {
struct Asset {
    std::string_view path;
    const char* begin;
    const char* end;
};
const std::array<Asset, ${count}> kAssets{{
${table}}};
constexpr std::array<std::string_view, ${count}> kPaths{{
${names}}};
}  // namespace

std::optional<std::string_view> packed(std::string_view path) {
    const auto* found = std::lower_bound(kAssets.begin(), kAssets.end(), path, [](const Asset& asset, std::string_view wanted) { return asset.path < wanted; });
    if (found == kAssets.end() || found->path != path)
        return std::nullopt;
    return std::string_view(found->begin, static_cast<std::size_t>(found->end - found->begin));
}

std::span<const std::string_view> packed_paths() {
    return kPaths;
}
}  // namespace huiying::${NAMESPACE}
")
