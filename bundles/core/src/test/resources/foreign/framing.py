"""Messages behind their length on a socket, WIRE.md section 1."""

import socket
import struct


def send(connection, message):
    connection.sendall(struct.pack(">H", len(message)) + message)


def receive(connection):
    return exactly(connection, struct.unpack(">H", exactly(connection, 2))[0])


def exactly(connection, count):
    got = b""
    while len(got) < count:
        more = connection.recv(count - len(got))
        if not more:
            raise EOFError("closed after %d of %d bytes" % (len(got), count))
        got += more
    return got


def open_to(port):
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def accept():
    """Tells the port on standard output, and waits for one connection."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(8)
    server.settimeout(60)
    print("port", server.getsockname()[1], flush=True)
    return server
