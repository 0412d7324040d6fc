# huiying_alone(<sources>...)
# With CMAKE_UNITY_BUILD, which every preset but dev and fuzz sets, the sources of a room are compiled ten at a time: a third of the time.
# These are compiled by themselves even so: what they name for themselves, another file of the room names too.
# That a file includes what it uses is seen by dev's build and by clang-tidy, which take every file by itself.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 10)
function(huiying_alone)
  if(ARGN)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()
