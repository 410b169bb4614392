# cpack -G DEB (script/package deb): zoho-desk, to query with, and libzoho-desk-dev, to link with.

set(CPACK_PACKAGE_NAME zoho-desk)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "The zoho_desk authors")
set(CPACK_PACKAGE_CONTACT "The zoho_desk authors <maintainers@zoho-desk.invalid>"
  CACHE STRING "Maintainer of the Debian packages")
# Empty: CPack would put it above the components' own summaries.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL runtime dev)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# The module opens libcurl and libsimdjson itself (common/private_library); zoho-desk, in the same package, is linked with
# them, and names them here.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME zoho-desk)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION database)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS "ca-certificates, sqlite3 (>= 3.31)")
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
  "query Zoho Desk with SQL (SQLite extension)
An extension for SQLite whose tables are the resources of Zoho Desk: tickets,
contacts, accounts, agents, articles and more. Rows come live from your portal
when a query reads them; nothing is written to it.

The sqlite3 shell and programs load it by its name, zoho_desk. The program
zoho-desk stores the login, and zoho-desk-sandbox is a local Zoho Desk with
made-up data to try it on.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libzoho-desk-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
# g++ has the C++ runtime of the default compiler's version, which C programs need to link.
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libcurl4-openssl-dev, libsimdjson-dev, g++ | libstdc++-dev")
set(CPACK_DEBIAN_DEV_PACKAGE_RECOMMENDS "libsqlite3-dev")
set(CPACK_COMPONENT_DEV_DESCRIPTION
  "query Zoho Desk with SQL (static library)
Header, static library, pkg-config file and CMake package of the SQLite
extension zoho_desk, for programs that link it instead of loading it.")

# What Debian expects beside every package's files. The entry of the changelog has the time of this run of CMake, or of
# SOURCE_DATE_EPOCH.
string(TIMESTAMP zoho_desk_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(component runtime dev)
  string(TOUPPER ${component} upper)
  set(name ${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
  configure_file(packages/debian/changelog.in install/${name}.changelog @ONLY)
  zoho_desk_gzip(changelog ${PROJECT_BINARY_DIR}/install/${name}.changelog ${name}.changelog)
  install(FILES packages/copyright DESTINATION share/doc/${name} COMPONENT ${component})
  install(FILES ${changelog} DESTINATION share/doc/${name} RENAME changelog.gz COMPONENT ${component})
endforeach()
install(FILES packages/debian/zoho-desk.lintian-overrides DESTINATION share/lintian/overrides
  RENAME zoho-desk COMPONENT runtime)

include(CPack)
