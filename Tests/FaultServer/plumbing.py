"""HTTP/1.1 over asyncio as a server that misbehaves needs it: requests are parsed, answers are written byte by byte.

A `Server` listens on 127.0.0.1, on a port that the system picks. Its handler gets a `Request` and the writer, and does
what it likes. TLS is a context of `authority.py`; `tunnel` starts it on a connection that a proxy has led here.
"""

import asyncio
import itertools
import socket
import struct
import threading


class Request:
    """One request, its body read."""

    def __init__(self, method, target, headers, body, connection):
        self.method = method
        self.target = target
        self.path, _, self.query = target.partition("?")
        self.headers = headers
        self.body = body
        self.connection = connection


class Connection:
    """One connection: its number, and who is at its other end."""

    numbers = itertools.count(1)

    def __init__(self, reader, writer):
        self.number = next(Connection.numbers)
        self.reader = reader
        self.writer = writer

    @property
    def tls(self):
        return self.writer.get_extra_info("ssl_object")

    @property
    def client(self):
        """The common name of the client's certificate, or None."""
        certificate = self.tls.getpeercert() if self.tls else None
        for part in (certificate or {}).get("subject", ()):
            for name, value in part:
                if name == "commonName":
                    return value
        return None

    def reset(self):
        """Closes with a reset instead of an end."""
        raw = self.writer.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


async def read_head(reader):
    """The first line and the headers by name in lower case, those that come twice with commas between; None at the end of
    the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
        return None
    lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            name, value = name.strip().lower(), value.strip()
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return lines[0], headers


async def read_request(connection):
    head = await read_head(connection.reader)
    if head is None:
        return None
    words = head[0].split(" ")
    if len(words) != 3:
        return None
    body = b""
    length = int(head[1].get("content-length", "0"))
    if length:
        body = await connection.reader.readexactly(length)
    return Request(words[0], words[1], head[1], body, connection)


def head(status, headers=(), length=None):
    """The bytes of a head. Without a length the body is chunked or ends with the connection: say which in headers."""
    lines = [f"HTTP/1.1 {status} -"] + [f"{name}: {value}" for name, value in headers]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def answer(status, body=b"", headers=()):
    """The bytes of a whole answer."""
    return head(status, headers, len(body)) + body


def chunk(data):
    return b"%x\r\n" % len(data) + data + b"\r\n"


LAST_CHUNK = b"0\r\n\r\n"


class Server:
    """Hands each request of each connection to `handler(request, writer)`; one that returns False ends the connection."""

    def __init__(self, handler, context=None):
        self.handler = handler
        self.context = context
        self.connections = 0
        self.port = None

    async def start(self):
        listener = await asyncio.start_server(self.serve, "127.0.0.1", 0, ssl=self.context, limit=1 << 20)
        self.port = listener.sockets[0].getsockname()[1]
        return self

    async def serve(self, reader, writer):
        self.connections += 1
        connection = Connection(reader, writer)
        try:
            while True:
                request = await read_request(connection)
                if request is None or await self.handler(request, writer) is False:
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


class StrictServer:
    """A server that tells clients why it does not take their certificates, which asyncio does not: threads, and `hello`
    as the answer to everything."""

    def __init__(self, context):
        self.context = context
        self.port = None

    async def start(self):
        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = listener.getsockname()[1]
        threading.Thread(target=self.accept, args=(listener,), daemon=True).start()
        return self

    def accept(self, listener):
        while True:
            raw, _ = listener.accept()
            threading.Thread(target=self.serve, args=(raw,), daemon=True).start()

    def serve(self, raw):
        with self.context.wrap_socket(raw, server_side=True, do_handshake_on_connect=False) as tls:
            try:
                tls.do_handshake()
                while tls.recv(1 << 16):
                    tls.sendall(answer(200, b"hello"))
            except OSError:
                # The alert is on its way; what the client sent meanwhile is read, or a reset would overtake it.
                try:
                    tls.shutdown(socket.SHUT_WR)
                    while tls.recv(1 << 16):
                        pass
                except OSError:
                    pass


async def pipe(reader, writer):
    """Copies what comes until it ends."""
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def join(first, second):
    """Leads two connections, pairs of reader and writer, into each other."""
    await asyncio.gather(pipe(first[0], second[1]), pipe(second[0], first[1]))
