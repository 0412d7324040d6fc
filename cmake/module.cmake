# Where the time of a message, a search or a figure is spent. A release compiles the other rooms, and what tests, at -O1: two thirds of the
# compiler's time; its guesses at what may be uninitialized are only good above that.
set(hot_rooms board/model board/knowledge board/routing board/sla board/store text http queue bot/channel bot/intake bot/delivery)
function(huiying_quick_compile target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1> $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)
endfunction()

# Builds with a sanitizer are at -O1. What tests is at -O0 there, which takes half the compiler's time, but for rooms whose tests go through
# all that there is: these would run ten times as long.
option(HUIYING_SANITIZED "The build has a sanitizer" OFF)
set(counted_out_rooms text templates model sla workflow routing knowledge draft)

# huiying_module(<folder> SOURCES a.cpp... [ALONE a.cpp...] [APART "a.cpp b.cpp"...] HEADERS a.hpp... [USES model queue ...] [LINKS Boost::headers ...])
#
# One folder = one static library `huiying_<name>`, alias `huiying::<name>`. A header of the folder is reachable (as
# "board/model/x.hpp") only for targets that list the room under USES, and not through a third one: rooms are linked
# PRIVATE, so a forbidden include is "No such file". The view directory holds one symlink, <view>/<folder> -> <source>/<folder>.
function(huiying_module folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;ALONE;APART;HEADERS;USES;LINKS" ${ARGN})
  get_filename_component(name ${folder} NAME)
  set(target huiying_${name})
  set(view ${CMAKE_BINARY_DIR}/include/${name})
  get_filename_component(parent ${view}/${folder} DIRECTORY)
  file(MAKE_DIRECTORY ${parent})
  if(NOT EXISTS ${view}/${folder})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${view}/${folder} SYMBOLIC)
  endif()
  huiying_batches(compiled ${target} SOURCES ${ARG_SOURCES} ALONE ${ARG_ALONE} APART ${ARG_APART})
  add_library(${target} STATIC ${compiled})
  add_library(huiying::${name} ALIAS ${target})
  list(TRANSFORM ARG_HEADERS PREPEND ${view}/${folder}/)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${view} FILES ${ARG_HEADERS})
  list(TRANSFORM ARG_USES PREPEND huiying::)
  target_link_libraries(${target} PRIVATE huiying::settings huiying::warnings ${ARG_USES} ${ARG_LINKS})
  if(NOT folder IN_LIST hot_rooms)
    huiying_quick_compile(${target})
  endif()
endfunction()

# huiying_test(<name> SOURCES a_test.cpp... [ALONE a_test.cpp...] [APART "a_test.cpp b_test.cpp"...] USES model queue ... [LINKS ...] [LABELS unit])
# One Catch2 binary a room; its cases are discovered by CTest.
function(huiying_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;ALONE;APART;USES;LINKS;LABELS" ${ARGN})
  if(NOT BUILD_TESTING)
    return()
  endif()
  huiying_batches(compiled ${name} SOURCES ${ARG_SOURCES} ALONE ${ARG_ALONE} APART ${ARG_APART})
  add_executable(${name} ${compiled})
  list(TRANSFORM ARG_USES PREPEND huiying::)
  target_link_libraries(${name} PRIVATE huiying::settings huiying::warnings huiying::catch huiying::source_folder ${ARG_USES} ${ARG_LINKS})
  huiying_quick_compile(${name})
  string(REGEX REPLACE "_test$" "" room ${name})
  if(HUIYING_SANITIZED AND NOT room IN_LIST counted_out_rooms)
    target_compile_options(${name} PRIVATE -O0)
  endif()
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT 900)
  set_property(GLOBAL APPEND PROPERTY HUIYING_TEST_TARGETS ${name})
endfunction()
