// Certificates for the servers of the tests, made when they are needed. Invariant: only that of
// TheTrustedServer is one the process vouches for.

#include "tests/support/certificate.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "tests/support/temporary_directory.h"

namespace zoho_desk::testing {
namespace {

constexpr long kADay = 86'400;

template <typename Write>
void WriteFile(const std::filesystem::path& path, Write write) {
  std::FILE* const file = std::fopen(path.c_str(), "w");
  if (file == nullptr || write(file) != 1)
    throw std::runtime_error("cannot write " + path.string());
  std::fclose(file);
}

}  // namespace

Identity::Identity(const std::string& signer, const std::string& names, long seconds)
    : key(EVP_EC_gen("P-256")), certificate(X509_new()) {
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -7200);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), seconds);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(signer.data()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_EXTENSION* const extension =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
  X509_add_ext(certificate.get(), extension, -1);
  X509_EXTENSION_free(extension);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
}

void Identity::WriteCertificate(const std::filesystem::path& file) const {
  WriteFile(file, [this](std::FILE* out) { return PEM_write_X509(out, certificate.get()); });
}

void Identity::WriteKey(const std::filesystem::path& file) const {
  WriteFile(file, [this](std::FILE* out) {
    return PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

const TrustedServer& TheTrustedServer() {
  static const auto* const server = [] {
    const auto& directory = DirectoryOfTheProgram();
    auto* const made = new TrustedServer{Identity("tests", "IP:127.0.0.1,DNS:*.matrix.test", kADay),
                                         directory / "server.pem", directory / "server.key"};
    made->identity.WriteCertificate(made->certificate_file);
    made->identity.WriteKey(made->key_file);
    setenv("SSL_CERT_FILE", made->certificate_file.c_str(), 1);
    unsetenv("CURL_CA_BUNDLE");
    return made;
  }();
  return *server;
}

}  // namespace zoho_desk::testing
