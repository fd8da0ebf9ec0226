"""What goes wrong with servers, a path each. State is kept for each `?id=`, so that tests do not meet."""

import asyncio
import gzip
import json
import zlib
from collections import Counter, defaultdict
from urllib.parse import parse_qs

from cluster import namespaces
from plumbing import LAST_CHUNK, answer, chunk, head

BLOCK = b"x" * 65536


class Faults:
    def __init__(self):
        self.counts = Counter()
        self.inside = Counter()
        self.most_inside = Counter()
        self.seen = defaultdict(list)
        self.gates = defaultdict(asyncio.Event)
        self.ports = {}
        self.count_of_connections = lambda: 0

    async def handle(self, request, writer):
        name = request.path.strip("/").split("/")[0].replace("-", "_") or "plain"
        values = {key: value[0] for key, value in parse_qs(request.query).items()}
        key = values.get("id", "")
        self.counts[key] += 1
        self.seen[key].append({
            "method": request.method, "target": request.target, "headers": request.headers,
            "body": request.body.decode("latin-1"), "connection": request.connection.number,
            "client": request.connection.client, "name": getattr(request.connection.tls, "asked", None)})
        method = getattr(self, "do_" + name, None)
        if method is None:
            writer.write(answer(404, b"no such fault"))
            return True
        result = await method(request, writer, values, key)
        await writer.drain()
        return result

    # What is well.

    async def do_plain(self, request, writer, values, key):
        writer.write(answer(200, b"hello", [("Content-Type", "text/plain")]))

    async def do_base(self, request, writer, values, key):
        writer.write(answer(200, request.path.encode()))

    async def do_echo(self, request, writer, values, key):
        writer.write(answer(200, json.dumps(self.seen[key][-1]).encode()))

    async def do_body(self, request, writer, values, key):
        size = int(values["size"])
        writer.write(head(200, length=size))
        while size > 0:
            writer.write(BLOCK[:size])
            size -= len(BLOCK)
            await writer.drain()

    async def do_gzip(self, request, writer, values, key):
        if "gzip" not in request.headers.get("accept-encoding", ""):
            writer.write(answer(406))
            return
        writer.write(answer(200, gzip.compress(b"packed " * 1000), [("Content-Encoding", "gzip")]))

    async def do_status(self, request, writer, values, key):
        writer.write(answer(int(values["code"]), b"a body all the same"))

    async def do_cluster(self, request, writer, values, key):
        """An API server whose namespaces are called after who asks."""
        status, body = namespaces(request)
        writer.write(answer(status, json.dumps(body).encode(), [("Content-Type", "application/json")]))

    async def do_early(self, request, writer, values, key):
        """Heads that are none come first."""
        writer.write(b"HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n" + answer(200, b"late", [("X-Two", "a"), ("X-Two", "b")]))

    # What tests ask about, and what they wait for.

    async def do_report(self, request, writer, values, key):
        of = values["of"]
        report = {
            "count": self.counts[of], "most": self.most_inside[of], "inside": self.inside[of], "seen": self.seen[of],
            "connections": self.count_of_connections(), "ports": self.ports}
        writer.write(answer(200, json.dumps(report).encode()))

    async def do_open(self, request, writer, values, key):
        """Lets those through that wait at a gate."""
        self.gates[values["of"]].set()
        writer.write(answer(200))

    async def do_gate(self, request, writer, values, key):
        """Answers when the gate is opened; counts who waits at once."""
        self.inside[key] += 1
        self.most_inside[key] = max(self.most_inside[key], self.inside[key])
        await self.gates[key].wait()
        self.inside[key] -= 1
        writer.write(answer(200, b"through"))

    # What is too much.

    async def do_bomb(self, request, writer, values, key):
        """A gigabyte of zeros in a megabyte."""
        writer.write(head(200, [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]))
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        zeros = bytes(1 << 20)
        for _ in range(1024):
            if data := packer.compress(zeros):
                writer.write(chunk(data))
                await writer.drain()
        writer.write(chunk(packer.flush()) + LAST_CHUNK)

    async def do_endless(self, request, writer, values, key):
        writer.write(head(int(values.get("code", "200")), [("Transfer-Encoding", "chunked")]))
        self.inside[key] += 1
        try:
            while True:
                writer.write(chunk(BLOCK))
                self.counts[key + "/blocks"] += 1
                await writer.drain()
        finally:
            self.inside[key] -= 1

    async def do_heads(self, request, writer, values, key):
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-More: " + b"y" * 4000 + b"\r\n")
            await writer.drain()

    # What is slow.

    async def do_drip(self, request, writer, values, key):
        """A line for each opening of the gate, `n` of them, then the end."""
        writer.write(head(200, [("Transfer-Encoding", "chunked")]))
        for number in range(int(values.get("n", "3"))):
            writer.write(chunk(b"line %d\n" % number))
            await writer.drain()
            await self.gates[f"{key}/{number}"].wait()
        writer.write(LAST_CHUNK)

    async def stays(self, request, key):
        """Says nothing until the client goes."""
        self.inside[key] += 1
        try:
            await request.connection.reader.read(1)
        finally:
            self.inside[key] -= 1
        return False

    async def do_stall(self, request, writer, values, key):
        return await self.stays(request, key)

    async def do_stall_body(self, request, writer, values, key):
        writer.write(head(int(values.get("code", "200")), length=100) + b"begin")
        await writer.drain()
        return await self.stays(request, key)

    # What breaks.

    async def do_reset(self, request, writer, values, key):
        writer.write(head(200, length=100) + b"begin")
        await writer.drain()
        request.connection.reset()
        return False

    async def do_reset_once(self, request, writer, values, key):
        if self.counts[key] == 1:
            return await self.do_reset(request, writer, values, key)
        writer.write(answer(200, b"whole"))

    async def do_truncated(self, request, writer, values, key):
        writer.write(head(200, [("Transfer-Encoding", "chunked")]) + b"64\r\nbegin")
        return False

    async def do_corrupt(self, request, writer, values, key):
        writer.write(head(200, [("Transfer-Encoding", "chunked")]) + chunk(b"begin") + b"zz\r\nnothing\r\n")
        return False

    async def do_corrupt_gzip(self, request, writer, values, key):
        writer.write(answer(200, b"\x1f\x8b\x08" + bytes(7) + b"\xff" * 9, [("Content-Encoding", "gzip")]))

    async def do_nonsense(self, request, writer, values, key):
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        return False

    # What is asked for again.

    async def do_fails(self, request, writer, values, key):
        """`code` for the first `n` requests; `after` is their Retry-After."""
        headers = [("Retry-After", values["after"])] if "after" in values else []
        if self.counts[key] <= int(values["n"]):
            writer.write(answer(int(values["code"]), b"not now", headers))
        else:
            writer.write(answer(200, b"now"))

    async def do_token(self, request, writer, values, key):
        """401 unless the token is `token`."""
        if request.headers.get("authorization") == "Bearer " + values["token"]:
            writer.write(answer(200, b"welcome"))
        else:
            writer.write(answer(401, b"who are you"))

    # Where it leads elsewhere.

    async def do_redirect(self, request, writer, values, key):
        writer.write(answer(int(values.get("code", "302")), b"", [("Location", values["to"])]))

    async def do_loop(self, request, writer, values, key):
        writer.write(answer(307, b"", [("Location", request.target)]))
