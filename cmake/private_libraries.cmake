# The module opens libcurl and simdjson itself (common/private_library.h says why): by the name their files have here, and
# only where dlopen() knows RTLD_DEEPBIND. Sanitizers refuse that flag.
include(CMakeDependentOption)
cmake_dependent_option(ZOHO_DESK_PRIVATE_LIBRARIES
  "The module opens libcurl and simdjson privately instead of being linked with them" ON
  "CMAKE_SYSTEM_NAME STREQUAL Linux;CMAKE_SIZEOF_VOID_P EQUAL 8;NOT ZOHO_DESK_SANITIZE;NOT CMAKE_BUILD_TYPE STREQUAL Debug" OFF)

# The name under which programs ask for a shared library: zoho_desk_soname(variable file)
function(zoho_desk_soname variable file)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${file} OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
  if(NOT headers MATCHES "SONAME +([^ \n]+)")
    message(FATAL_ERROR "${file} has no SONAME; configure with -DZOHO_DESK_PRIVATE_LIBRARIES=OFF")
  endif()
  set(${variable} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()
