"""A network that can be cut: a browser's own switch leaves service workers connected."""

import contextlib
import socket
from threading import Thread
from urllib.parse import urlsplit


class Network:
    """Passes every byte between a browser and the server, until it is cut."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self.behind = (parts.hostname, parts.port)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.is_cut = False
        self.open: list[socket.socket] = []
        Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Break what is open, and answer nobody."""
        self.is_cut = True
        for connection in self.open:
            _shut(connection)
        self.open.clear()

    def restore(self) -> None:
        self.is_cut = False

    def end(self) -> None:
        self.cut()
        _shut(self.listening)

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self.listening.accept()
            except OSError:
                return
            self._join(near)

    def _join(self, near: socket.socket) -> None:
        if self.is_cut:
            _shut(near)
            return
        far = socket.create_connection(self.behind)
        self.open += [near, far]
        if self.is_cut:  # while we were connecting
            self.cut()
        for source, target in ((near, far), (far, near)):
            Thread(target=_pass_on, args=(source, target), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    _shut(target)


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
