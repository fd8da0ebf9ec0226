"""A proxy for CONNECT and plain requests, and one for SOCKS5. All names lead to 127.0.0.1; what went through is noted."""

import asyncio
import base64
import ipaddress
from urllib.parse import urlsplit

from plumbing import answer, join, pipe, read_head


def local(host):
    """Where a host really is."""
    try:
        return host if ipaddress.ip_address(host).is_loopback else "127.0.0.1"
    except ValueError:
        return "127.0.0.1"


class WebProxy:
    """With `password`, whoever has not `user:password` gets 407."""

    def __init__(self, notes, password=None, context=None):
        self.notes = notes
        self.password = password
        self.context = context
        self.port = None

    async def start(self):
        listener = await asyncio.start_server(self.serve, "127.0.0.1", 0, ssl=self.context)
        self.port = listener.sockets[0].getsockname()[1]
        return self

    async def serve(self, reader, writer):
        head = await read_head(reader)
        if head is None:
            writer.close()
            return
        line, headers = head
        method, target, _ = line.split(" ")
        self.notes.append({"target": target, "headers": headers})
        wanted = "Basic " + base64.b64encode(f"user:{self.password}".encode()).decode()
        if self.password and headers.get("proxy-authorization") != wanted:
            writer.write(answer(407, b"", [("Proxy-Authenticate", 'Basic realm="tests"')]))
            writer.close()
            return
        try:
            if method == "CONNECT":
                host, _, port = target.rpartition(":")
                onward = await asyncio.open_connection(local(host.strip("[]")), int(port))
                writer.write(b"HTTP/1.1 200 -\r\nX-Proxy: yes\r\n\r\n")
            else:
                url = urlsplit(target)
                onward = await asyncio.open_connection(local(url.hostname), url.port or 80)
                lines = [f"{method} {url.path}{'?' + url.query if url.query else ''} HTTP/1.1"]
                lines += [f"{name}: {value}" for name, value in headers.items()]
                onward[1].write(("\r\n".join(lines) + "\r\n\r\n").encode())
        except OSError:
            writer.write(answer(502))
            writer.close()
            return
        await join((reader, writer), onward)


class SocksProxy:
    """SOCKS5 (RFC 1928), without or with a user and password (RFC 1929); both are noted."""

    def __init__(self, notes):
        self.notes = notes
        self.port = None

    async def start(self):
        listener = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = listener.sockets[0].getsockname()[1]
        return self

    async def serve(self, reader, writer):
        try:
            _, count = await reader.readexactly(2)
            methods = await reader.readexactly(count)
            user = None
            if 2 in methods:
                writer.write(b"\x05\x02")
                await reader.readexactly(1)
                user = (await self.text(reader)) + ":" + (await self.text(reader))
                writer.write(b"\x01\x00")
            else:
                writer.write(b"\x05\x00")
            _, _, _, kind = await reader.readexactly(4)
            if kind == 3:
                host = await self.text(reader)
            else:
                host = str(ipaddress.ip_address(await reader.readexactly(4 if kind == 1 else 16)))
            port = int.from_bytes(await reader.readexactly(2), "big")
            self.notes.append({"target": f"{host}:{port}", "user": user})
            onward = await asyncio.open_connection(local(host), port)
            writer.write(b"\x05\x00\x00\x01" + bytes(6))
            await join((reader, writer), onward)
        except (asyncio.IncompleteReadError, OSError):
            writer.close()

    async def text(self, reader):
        return (await reader.readexactly((await reader.readexactly(1))[0])).decode()
