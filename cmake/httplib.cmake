# PkgConfig::HTTPLIB, for the sandbox and the tests. From 0.18 on its headers call libcrypto themselves, and its package
# says so for static linking only.
if(NOT TARGET PkgConfig::HTTPLIB)
  pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)    # libcpp-httplib-dev
  pkg_check_modules(LIBCRYPTO REQUIRED IMPORTED_TARGET libcrypto)    # libssl-dev
  target_link_libraries(PkgConfig::HTTPLIB INTERFACE PkgConfig::LIBCRYPTO)
endif()
