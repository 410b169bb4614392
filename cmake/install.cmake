# cmake --install: component `runtime` is what people query with, component `dev` what C and C++ programs link.
#
#   <libdir>/zoho_desk.so                     the module
#   <bindir>/zoho-desk, zoho-desk-sandbox     with their manual pages
#   <docdir>                                  documents, sql_examples, examples/static
#   <libdir>/libzoho_desk.a, <includedir>/zoho_desk.h, <libdir>/pkgconfig, <libdir>/cmake/zoho_desk
#
# Everything may be moved after it was installed: no file holds an absolute path.

# On Debian libraries live in lib/<triplet> under every prefix: there `.load zoho_desk` finds the module (dlopen looks
# in /usr/lib/<triplet>), and pkg-config and find_package look there under /usr/local too. GNUInstallDirs does so under
# /usr only, but the .deb is made from the same build.
if(NOT DEFINED CMAKE_INSTALL_LIBDIR AND CMAKE_LIBRARY_ARCHITECTURE AND EXISTS /etc/debian_version)
  set(CMAKE_INSTALL_LIBDIR lib/${CMAKE_LIBRARY_ARCHITECTURE} CACHE PATH "Object code libraries")
endif()
# Named after the Debian packages that hold them.
set(CMAKE_INSTALL_DOCDIR share/doc/zoho-desk CACHE PATH "Documents")
set(ZOHO_DESK_INSTALL_DEVDOCDIR share/doc/libzoho-desk-dev CACHE PATH "Documents for C and C++ programs")
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(zoho_desk_readable OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)

# A copy of `source` compressed as manual pages and Debian's documents are, made by the build: <build>/install/<name>.gz.
# Its path is left in `result`. Without gzip: `source` itself.
find_program(ZOHO_DESK_GZIP gzip)
function(zoho_desk_gzip result source name)
  if(NOT ZOHO_DESK_GZIP)
    set(${result} ${source} PARENT_SCOPE)
    return()
  endif()
  set(packed ${PROJECT_BINARY_DIR}/install/${name}.gz)
  add_custom_command(OUTPUT ${packed}
    COMMAND ${ZOHO_DESK_GZIP} -9nc ${source} > ${packed}
    DEPENDS ${source} VERBATIM)
  set_property(GLOBAL APPEND PROPERTY ZOHO_DESK_PACKED ${packed})
  set(${result} ${packed} PARENT_SCOPE)
endfunction()
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/install)

# --- runtime
install(TARGETS zoho_desk LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  PERMISSIONS ${zoho_desk_readable} COMPONENT runtime)
foreach(program zoho-desk zoho-desk-sandbox)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT runtime)
    zoho_desk_gzip(page ${PROJECT_SOURCE_DIR}/docs/${program}.1 ${program}.1)
    install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT runtime)
  endif()
endforeach()
# In the folders of the repository, because README.md links to them.
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime)
install(DIRECTORY docs sql_examples DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime
  FILES_MATCHING PATTERN "*.md" PATTERN "*.svg" PATTERN "*.sql")

# --- dev
install(TARGETS zoho_desk_static ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
install(FILES extension/zoho_desk.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
install(DIRECTORY examples/static DESTINATION ${ZOHO_DESK_INSTALL_DEVDOCDIR}/examples COMPONENT dev)

file(RELATIVE_PATH zoho_desk_prefix_from_pc
  /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(packages/static/zoho_desk.pc.in install/zoho_desk.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/install/zoho_desk.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)

set(zoho_desk_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/zoho_desk)
configure_package_config_file(packages/static/zoho_desk-config.cmake.in install/zoho_desk-config.cmake
  INSTALL_DESTINATION ${zoho_desk_cmake_dir}
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(install/zoho_desk-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/install/zoho_desk-config.cmake
              ${PROJECT_BINARY_DIR}/install/zoho_desk-config-version.cmake
  DESTINATION ${zoho_desk_cmake_dir} COMPONENT dev)
