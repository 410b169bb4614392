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
