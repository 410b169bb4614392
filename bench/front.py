"""nghttpx before the sandbox: TLS, and of HTTP/1.1 and HTTP/2 the one that is to be measured."""
import os
import pathlib
import socket
import subprocess
import tempfile

HTTP1 = "http/1.1"
HTTP2 = "h2"
NAMES = {HTTP1: "HTTP/1.1", HTTP2: "HTTP/2"}


class Front:
    """A running nghttpx. It ends with stop(), or with the thread that made it."""

    def __init__(self, protocol, port):
        """`protocol`: HTTP1 or HTTP2; `port`: of the sandbox."""
        self._folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(self._folder.name)
        self.certificate, key = folder / "certificate.pem", folder / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", "/CN=bench", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-keyout", key, "-out", self.certificate], check=True, capture_output=True)
        # nghttpx takes over a listening socket that its environment names: clients may connect from the start.
        with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
            host, self.port = listener.getsockname()
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "nghttpx", "--conf=/dev/null", "--single-process", "--no-ocsp",
                 "--errorlog-file=/dev/null", f"--npn-list={protocol}", f"--frontend={host},{self.port}",
                 f"--backend=127.0.0.1,{port}", key, self.certificate],
                stdin=listener, stderr=subprocess.DEVNULL, env={**os.environ, "NGHTTPX_ACCEPT_1": "tcp,0"})

    def stop(self):
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()
