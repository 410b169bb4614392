#pragma once

// Certificates for the servers of the tests.

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <filesystem>
#include <memory>
#include <string>

namespace zoho_desk::testing {

struct OpenSslDeleter {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

// A key and a certificate that it has signed itself.
struct Identity {
  // `signer`: its own name, UTF-8. `names`: those the certificate is good for, as OpenSSL writes
  // them ("IP:127.0.0.1"); it ends that many seconds from now, and began two hours ago.
  Identity(const std::string& signer, const std::string& names, long seconds);

  void WriteCertificate(const std::filesystem::path& file) const;
  void WriteKey(const std::filesystem::path& file) const;

  std::unique_ptr<EVP_PKEY, OpenSslDeleter> key;
  std::unique_ptr<X509, OpenSslDeleter> certificate;
};

// The identity of the servers that this process and its children trust: 127.0.0.1 and every name
// that ends in ".matrix.test". The first call sets SSL_CERT_FILE, which the extension reads at its
// first request.
struct TrustedServer {
  Identity identity;
  std::filesystem::path certificate_file;
  std::filesystem::path key_file;
};
const TrustedServer& TheTrustedServer();

}  // namespace zoho_desk::testing
