"""HTTPS in front of the sandbox, which speaks HTTP. Hosts bring TLS libraries of their own; their tests use it."""
import contextlib
import selectors
import socket
import ssl
import subprocess
import threading


def make_certificate(folder):
    """Certificate and key for 127.0.0.1 in one file, which is the bundle that vouches for it as well."""
    path = folder / "localhost.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", str(path), "-out", str(folder / "certificate.pem")],
                   check=True, capture_output=True)
    with path.open("a") as both:
        both.write((folder / "certificate.pem").read_text())
    return path


class TlsFront:
    """Listens on a free port of 127.0.0.1 and hands on what comes, decrypted. Use it in a with statement."""

    def __init__(self, certificate, port):
        """`certificate`: file with certificate and key; `port`: of the sandbox."""
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._behind = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ended = threading.Event()

    @property
    def base(self):
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept()
        self._listener.close()

    def _accept(self):
        while not self._ended.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        # A host that is killed, or does not like the certificate, just goes away.
        with contextlib.suppress(OSError), client, socket.create_connection(self._behind) as server:
            with self._context.wrap_socket(client, server_side=True) as encrypted:
                pump(encrypted, server)


def pump(encrypted, plain):
    """Copies in both directions until one side closes."""
    with selectors.DefaultSelector() as ready:
        ready.register(encrypted, selectors.EVENT_READ, plain)
        ready.register(plain, selectors.EVENT_READ, encrypted)
        while True:
            for key, _ in ready.select():
                # 64 KiB are more than a TLS record holds, so that none stays in the buffer unseen by select().
                data = key.fileobj.recv(65536)
                if not data:
                    return
                key.data.sendall(data)
