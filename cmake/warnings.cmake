# Warnings for our own code. System headers (SQLite, curl, simdjson, httplib) come in as SYSTEM includes and are exempt.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                    -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual)
# Errors for developers and in CI; a user's newer compiler may know warnings that ours does not.
option(ZOHO_DESK_WERROR "Make warnings errors" OFF)
if(ZOHO_DESK_WERROR)
  add_compile_options(-Werror)
endif()
# A spec leaves out the members that do not apply to it: that is what designated initializers are for.
add_compile_options(-Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-restrict)  # false alarms on "literal" + std::string (GCC bug 105651)
endif()

# zoho_desk_library(name SOURCES...): an object library whose objects go into the loadable module, the
# static library and the tests. Includes are written from the top of the tree ("common/status.h").
function(zoho_desk_library name)
  add_library(${name} OBJECT ${ARGN})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()
