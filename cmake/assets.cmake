# huiying_assets(<target> <namespace> <base dir> FILES a b/c ...)
# Packs files into the object code of <target>: defines `std::optional<std::string_view> <namespace>::packed(std::string_view path)`
# and `std::span<const std::string_view> <namespace>::packed_paths()`, declared in the generated header <namespace>_assets.hpp.
set(HUIYING_ASSETS_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/pack_assets.cmake)
function(huiying_assets target namespace base)
  cmake_parse_arguments(ARG "" "" "FILES;DEPENDS" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${namespace}_assets)
  list(TRANSFORM ARG_FILES PREPEND ${base}/ OUTPUT_VARIABLE paths)
  string(REPLACE ";" "\n" listing "${ARG_FILES}")
  file(GENERATE OUTPUT ${out}/files.txt CONTENT "${listing}\n")
  add_custom_command(
    OUTPUT ${out}/${namespace}_assets.cpp ${out}/${namespace}_assets.S
    COMMAND ${CMAKE_COMMAND} -DNAMESPACE=${namespace} -DBASE=${base} -DLISTING=${out}/files.txt -DOUT=${out} -P ${HUIYING_ASSETS_SCRIPT}
    DEPENDS ${paths} ${out}/files.txt ${HUIYING_ASSETS_SCRIPT} ${ARG_DEPENDS}
    COMMENT "Packing ${namespace} assets" VERBATIM)
  file(MAKE_DIRECTORY ${out})
  file(WRITE ${out}/${namespace}_assets.hpp.in
"#pragma once
#include <optional>
#include <span>
#include <string_view>
namespace huiying::${namespace} {
/// Bytes of a file packed into this binary, by its path below the asset folder; nullopt when there is none.
std::optional<std::string_view> packed(std::string_view path);
/// All packed paths, sorted.
std::span<const std::string_view> packed_paths();
}
")
  configure_file(${out}/${namespace}_assets.hpp.in ${out}/${namespace}_assets.hpp COPYONLY)
  target_sources(${target} PRIVATE ${out}/${namespace}_assets.cpp ${out}/${namespace}_assets.S)
  target_include_directories(${target} PRIVATE ${out})
endfunction()
