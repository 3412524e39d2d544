# One helper for each kind of target, so that flags agree everywhere.
#
#   amaru_library(NAME SOURCES a.cpp b.cpp [LINK lib...])        code that may use LLVM's ADT and Support
#   amaru_mlir_library(NAME SOURCES ... [LINK ...] [DEPENDS ...])  code that uses MLIR
#   amaru_tool(NAME SOURCES ... [LINK ...])                       an executable on top of them
#   amaru_unit_test(NAME SOURCES ... [LINK ...])                  a GoogleTest binary, registered with ctest
#
# Includes are written from the repository root: the first part of a path is the layer.

find_package(LLVM REQUIRED CONFIG HINTS /usr/lib/llvm-22/lib/cmake/llvm)
if(NOT LLVM_VERSION_MAJOR EQUAL 22)
  message(FATAL_ERROR "Amaru needs LLVM 22, found ${LLVM_PACKAGE_VERSION} in ${LLVM_DIR}")
endif()
if(NOT AMARU_FRONT_END_ONLY)
  # Asking for the version is refused by MLIR's own file (22.1 does not call itself 22), hence the check by hand.
  find_package(MLIR REQUIRED CONFIG HINTS ${LLVM_DIR}/../mlir)
  list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
  include(TableGen)
  include(AddLLVM)
  include(AddMLIR)
endif()

set(AMARU_LLVM_TOOLS ${LLVM_TOOLS_BINARY_DIR})

# `asserts` stay on in every build type but Release; LLVM's own headers must not change shape with NDEBUG.
set(AMARU_WARNINGS -Wall -Wextra -Wno-unused-parameter -Werror=return-type -Werror=switch)

add_library(amaru_base INTERFACE)
target_include_directories(amaru_base INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
target_compile_options(amaru_base INTERFACE ${AMARU_WARNINGS})

# What finds wrong memory accesses and undefined behaviour: for a whole build, or for the tests of an ordinary one.
add_library(amaru_sanitizers INTERFACE)
target_compile_options(amaru_sanitizers INTERFACE
  -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
target_link_options(amaru_sanitizers INTERFACE -fsanitize=address,undefined)
if(AMARU_SANITIZE)
  target_link_libraries(amaru_base INTERFACE amaru_sanitizers)
endif()

# Code that uses LLVM follows LLVM's flags: no RTTI, no exceptions.
add_library(amaru_llvm INTERFACE)
target_link_libraries(amaru_llvm INTERFACE amaru_base LLVM)
target_include_directories(amaru_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_compile_definitions(amaru_llvm INTERFACE ${LLVM_DEFINITIONS_LIST})
target_compile_options(amaru_llvm INTERFACE -fno-rtti -fno-exceptions)

if(NOT AMARU_FRONT_END_ONLY)
  add_library(amaru_mlir INTERFACE)
  target_link_libraries(amaru_mlir INTERFACE amaru_llvm MLIR)
  target_include_directories(amaru_mlir SYSTEM INTERFACE ${MLIR_INCLUDE_DIRS})
endif()

function(amaru_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC amaru_llvm ${ARG_LINK})
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
endfunction()

function(amaru_mlir_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC amaru_mlir ${ARG_LINK})
  target_precompile_headers(${name} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/MlirPrecompiled.h)
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
endfunction()

function(amaru_tool name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
endfunction()

function(amaru_unit_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  find_package(GTest REQUIRED)
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest GTest::gtest_main)
  add_test(NAME unit/${name} COMMAND ${name})
endfunction()
