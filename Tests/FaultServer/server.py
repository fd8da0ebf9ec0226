#!/usr/bin/env python3
"""Servers that tests talk to: `server.py FOLDER`. Certificates are made in the folder. When all listen, one line of JSON
on stdout says their ports. It ends when stdin does, so that none outlives a test that was killed, and the folder with it."""

import asyncio
import json
import shutil
import ssl
import sys

from authority import Authority
from faults import Faults
from plumbing import Server, StrictServer, answer
from proxies import SocksProxy, WebProxy


async def silent(reader, writer):
    """Takes connections and never says anything, not even TLS."""
    await reader.read()
    writer.close()


async def greet(reader, writer):
    """Answers TLS' first bytes as a server without TLS does."""
    await reader.read(1)
    writer.write(answer(400))
    await writer.drain()
    writer.close()


async def main(folder):
    authority = Authority(folder)
    faults = Faults()
    notes = {"web": [], "locked": [], "socks": []}

    async def handle(request, writer):
        if request.path == "/notes":
            writer.write(answer(200, json.dumps(notes).encode()))
            return True
        return await faults.handle(request, writer)

    servers = {
        "http": Server(handle),
        "other": Server(handle),
        "good": Server(handle, authority.context("good")),
        "named": Server(handle, authority.context("named")),
        "expired": Server(handle, authority.context("expired")),
        "client": StrictServer(authority.context("good", ssl.CERT_REQUIRED)),
        "maybe": Server(handle, authority.context("good", ssl.CERT_OPTIONAL)),
        "web": WebProxy(notes["web"]),
        "locked": WebProxy(notes["locked"], password="planted-proxy-password@:/%41"),
        "secure": WebProxy(notes["web"], context=authority.context("good")),
        "socks": SocksProxy(notes["socks"]),
    }
    for server in servers.values():
        await server.start()
    mute = await asyncio.start_server(silent, "127.0.0.1", 0)
    faults.ports = {name: server.port for name, server in servers.items()}
    greeter = await asyncio.start_server(greet, "127.0.0.1", 0)
    faults.ports["mute"] = mute.sockets[0].getsockname()[1]
    faults.ports["greeter"] = greeter.sockets[0].getsockname()[1]
    faults.count_of_connections = lambda: {
        name: server.connections for name, server in servers.items() if isinstance(server, Server)}
    print(json.dumps(faults.ports), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1]))
    finally:
        shutil.rmtree(sys.argv[1], ignore_errors=True)
