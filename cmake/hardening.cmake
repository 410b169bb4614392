# What makes a memory error in our code, or in a library below it, harder to exploit: for the module, the programs and
# the tests alike. tests/extension/loadable_hardening_test.cpp reads the result back out of the binaries.
#
# ZOHO_DESK_SANITIZE builds everything with sanitizers instead: "address,undefined" or "thread" (script/sanitize with
# GCC, script/fuzz with clang).
set(ZOHO_DESK_SANITIZE "" CACHE STRING "Build with these sanitizers: address,undefined or thread")

include(CheckCXXCompilerFlag)
include(CheckPIESupported)
check_pie_supported()  # programs are linked as position independent as their objects are compiled

add_compile_options(-fstack-protector-strong)
# GCC offers these two on some processors only.
foreach(flag -fstack-clash-protection -fcf-protection)
  string(MAKE_C_IDENTIFIER "ZOHO_DESK_HAS${flag}" has)
  check_cxx_compiler_flag(${flag} ${has})
  if(${has})
    add_compile_options(${flag})
  endif()
endforeach()
# Bounds checks of the standard library's containers: a slip ends the process instead of reading on.
add_compile_definitions(_GLIBCXX_ASSERTIONS)
add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)

# FORTIFY needs optimisation, and would hide calls from the sanitizers. -U: some compilers define it by themselves.
set(ZOHO_DESK_FORTIFY OFF)
if(ZOHO_DESK_SANITIZE)
  add_compile_options(-fsanitize=${ZOHO_DESK_SANITIZE} -O1 -g1 -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ZOHO_DESK_SANITIZE})
  if(ZOHO_DESK_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)  # a finding fails the test
  endif()
  if(ZOHO_DESK_BUILD_FUZZERS)
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  set(ZOHO_DESK_FORTIFY ON)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
