# A module that every program loads should be small: -O3, and functions that nothing reaches, made it a quarter larger. The
# decoding of pages, where -O3 pays, keeps it.
if(CMAKE_CXX_FLAGS_RELEASE STREQUAL "-O3 -DNDEBUG")
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
endif()
add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(-Wl,--gc-sections)
