#pragma once

// The sockets: accepts HTTP/1.1 on 127.0.0.1 and hands each request to a function. The only part of
// the sandbox that knows the HTTP library.

#include <functional>
#include <memory>
#include <string>

#include "sandbox/http_types.h"

namespace zoho_desk::sandbox {

// Start and Stop are called by one thread at a time.
class HttpServer {
 public:
  using Handler = std::function<HttpResponse(const HttpRequest&)>;

  // `handler` is called on many threads at once and must outlive the server. `gzip_enabled` is
  // asked for every answer; `abandoned` is called if the client has closed the connection by the
  // time an answer is ready.
  HttpServer(Handler handler, std::function<bool()> gzip_enabled, std::function<void()> abandoned);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Port 0: any free one. False if the port is taken.
  bool Bind(int port);
  // Serves on threads of its own from now on; after Bind.
  void Start();
  int port() const;
  // Cuts open connections and returns once no handler runs. May be called twice.
  void Stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zoho_desk::sandbox
