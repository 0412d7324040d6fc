# huiying_precompiled(<target>...)
# Standard headers that most files include anyway, compiled once: for who wants to run it soon. Only the standard library's: what a
# room may not include must not come to it this way. Never where warnings are errors: there a file that forgets an include of its
# own must not compile, and g++ 12 sees overruns in a precompiled std::string that are not there.
option(HUIYING_PRECOMPILE "Compile the standard headers once (g++, where warnings are not errors)" OFF)
function(huiying_precompiled)
  if(NOT HUIYING_PRECOMPILE OR HUIYING_WERROR)
    return()
  endif()
  if(NOT TARGET huiying_standard)
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/standard.cpp CONTENT "")
    add_library(huiying_standard OBJECT ${CMAKE_BINARY_DIR}/standard.cpp)
    target_link_libraries(huiying_standard PRIVATE huiying::settings huiying::warnings)
    target_precompile_headers(huiying_standard PRIVATE
      <algorithm> <array> <atomic> <chrono> <condition_variable> <cstdint> <deque> <filesystem> <functional> <map> <memory> <mutex>
      <optional> <set> <span> <sstream> <stop_token> <string> <string_view> <thread> <unordered_map> <variant> <vector>)
    target_compile_options(huiying_warnings INTERFACE
      $<$<COMPILE_LANGUAGE:CXX>:-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread>)
  endif()
  foreach(target IN LISTS ARGN)
    # What hiredis defines changes the headers.
    get_target_property(links ${target} LINK_LIBRARIES)
    if(NOT PkgConfig::hiredis IN_LIST links)
      target_precompile_headers(${target} REUSE_FROM huiying_standard)
    endif()
  endforeach()
endfunction()
