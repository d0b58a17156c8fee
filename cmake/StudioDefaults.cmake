# Compiler settings shared by every target of ours, and the function that makes a target from a folder.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# Presets with flags of their own (dev, sanitize, thread) have no type: a release's flags must not be added to theirs.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CXX_FLAGS)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# ccache must see through precompiled headers (sloppiness) and still notice every header of ours (depend mode).
find_program(STUDIO_CCACHE ccache)
find_program(STUDIO_ENV env)  # not CMake's own: another CMake would then be another command, and all be compiled anew
if(STUDIO_CCACHE AND STUDIO_ENV)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${STUDIO_ENV} CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1 ${STUDIO_CCACHE})
endif()

add_library(studio_options INTERFACE)
# GCC 12 sees overlaps and overflows in joined std::strings that are not there (its bugs 105329 and 105651).
target_compile_options(studio_options INTERFACE -Wall -Wextra -Werror $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
                       $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overread>)
target_include_directories(studio_options INTERFACE ${CMAKE_SOURCE_DIR})
if(STUDIO_SANITIZE)
  # The sanitizers' own calls make GCC 12 see the same ghosts as reads out of bounds, or of what was never set.
  target_compile_options(studio_options INTERFACE -fsanitize=${STUDIO_SANITIZE} -fno-omit-frame-pointer -g1 $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>
                         $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(studio_options INTERFACE -fsanitize=${STUDIO_SANITIZE})
endif()

# studio_sources(VARIABLE FOLDER...): the .cpp files of folders, so that a new file needs no edit here.
function(studio_sources variable)
  set(found)
  foreach(folder IN LISTS ARGN)
    file(GLOB here CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
    list(APPEND found ${here})
  endforeach()
  set(${variable} ${found} PARENT_SCOPE)
endfunction()

# studio_light(TARGET): what waits for a person or a disk, not for the processor, is compiled with -O1: a third of the build is saved.
function(studio_light target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

# studio_joined(TARGET): headers of LibTorch and Qt cost seconds a file even precompiled, so the files of a folder are compiled several at a
# time. Names in anonymous namespaces must therefore differ within a folder. Files with options of their own stay alone; those with the source
# property STUDIO_GROUP are joined with each other, in an object of their own.
function(studio_joined target)
  if(NOT STUDIO_JOINED)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  list(SORT sources)
  set(previous "")
  foreach(source IN LISTS sources)
    get_source_file_property(own ${source} STUDIO_GROUP)
    if(own)
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${own}")
      continue()
    endif()
    get_filename_component(folder ${source} DIRECTORY)
    if(NOT folder STREQUAL previous)
      set(count 0)
    endif()
    math(EXPR group "${count} / 12")
    math(EXPR count "${count} + 1")
    set(previous ${folder})
    get_filename_component(name ${folder} NAME)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${name}_${group}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # GCC takes a joined file for a header, where a class must not hold what lies in an anonymous namespace.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()

# studio_libtorch(TARGET): LibTorch for a target of ours: with OpenMP for at::parallel_for. ThreadSanitizer cannot see that threads of
# libgomp, which is not built for it, wait for each other: under it our loops stay on the thread that calls them.
# NDEBUG: LibTorch is built with it, and some classes of its headers have other members without.
function(studio_libtorch target)
  target_compile_definitions(${target} PUBLIC NDEBUG)
  if(STUDIO_SANITIZE MATCHES "thread")
    target_link_libraries(${target} PUBLIC LibTorch::LibTorch ${OpenMP_CXX_LIBRARIES})
  else()
    target_link_libraries(${target} PUBLIC LibTorch::LibTorch OpenMP::OpenMP_CXX)
  endif()
endfunction()
