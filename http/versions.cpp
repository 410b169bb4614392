// Names the libraries for zoho_desk_debug() and zoho-desk doctor. It asks libcurl at run time: the
// one in use need not be the one that was built against.

#include "http/versions.h"

#include <curl/curl.h>

namespace zoho_desk::http {

std::string TransportVersions() {
  const curl_version_info_data* info = curl_version_info(CURLVERSION_NOW);
  const auto text = [](const char* version) { return std::string(version ? version : "none"); };
  return "libcurl " + text(info->version) + " (" + text(info->ssl_version) + ", zlib/" +
         text(info->libz_version) + ", nghttp2/" + text(info->nghttp2_version) + ")";
}

}  // namespace zoho_desk::http
