"""A node of another make, over tcp: peer.py ROLE FILE with a document of what it is to do. It says what it sees, and
leaves when a line comes. Written from WIRE.md alone; Noise by dissononce, ML-KEM by a process.

ROLE dial: {"cluster": FILE, "seed": HEX, "suite": 1, "pattern": "XX", "port": N, "key": HEX of the other side's link key,
            "advertise": URI, "kem": [...]}
ROLE listen: the same without port; answers what comes, one connection after the other."""

import hashlib
import hmac
import json
import os
import struct
import sys
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import framing
import hybrid

SPKI = bytes.fromhex("302a300506032b6570032100")
PATTERN = {"XX": 1, "IK": 2}
READY, CONTROL, RECORDS, PING, PONG, CLOSE = 0x17, 0x14, 0x04, 0x1B, 0x1C, 0x1E


def hkdf(salt, material, info):
    key = hmac.new(salt, material, hashlib.sha256).digest()
    return hmac.new(key, info + b"\1", hashlib.sha256).digest()


def tlv(tag, value):
    return struct.pack(">BH", tag, len(value)) + value


class Node:
    def __init__(self, plan):
        self.plan = plan
        cluster = json.load(open(plan["cluster"]))
        genesis, secret = bytes.fromhex(cluster["genesis"]), bytes.fromhex(cluster["secret"])
        identity = hashlib.sha256(genesis).digest()
        self.psk = hkdf(identity, secret, b"osier/1 link\0")
        self.knock_key = hkdf(identity, secret, b"osier/1 knock\0")
        self.signer = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(plan["seed"]))
        self.public = self.signer.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.link = hashlib.sha256(b"link" + bytes.fromhex(plan["seed"])).digest()
        self.link_public = hybrid.key_pair(self.link).public.data
        self.boot = os.urandom(8)
        self.serial = int(time.time() * 1000)
        self.kem = hybrid.Kem(plan["kem"])

    def sign(self, context, unsigned):
        return unsigned + self.signer.sign(context + unsigned)

    def payload(self):
        binding = b"\1" + self.public + self.link_public + self.boot + struct.pack(">Q", self.serial)
        binding = self.sign(b"osier/1 binding\0", binding)
        return tlv(1, binding) + tlv(2, b"\0\1") + tlv(3, bytes(8))

    def record(self):
        address = self.plan.get("advertise", "").encode()
        now = int(time.time() * 1000)
        fields = [(1, self.public), (2, self.link_public), (3, struct.pack(">Q", self.serial)), (4, self.boot),
                  (5, struct.pack(">Q", now)), (6, b"foreign"), (7, b"\3"), (8, bytes(8))]
        if address:
            fields.append((9, bytes([len(address)]) + address))
        fields.append((12, struct.pack(">I", 3600)))
        return self.sign(b"osier/1 record\0", b"\1" + b"".join(tlv(t, v) for t, v in fields))

    def preamble(self):
        plan = self.plan
        first = b"OSR1" + bytes([plan["suite"], 1, PATTERN[plan["pattern"]], 0])
        first += struct.pack(">I", int(time.time())) + os.urandom(4)
        return first + self.knock(first)

    def knock(self, first):
        return hmac.new(self.knock_key, first, hashlib.sha256).digest()[:8]

    def check(self, payload, static):
        """Who said this; a name for its key."""
        tag, length = struct.unpack(">BH", payload[:3])
        assert (tag, length) == (1, 145)
        binding = payload[3:148]
        assert payload[148:] == tlv(2, b"\0\1") + tlv(3, bytes(8)), payload[148:].hex()
        key = binding[1:33]
        Ed25519PublicKey.from_public_bytes(key).verify(binding[81:], b"osier/1 binding\0" + binding[:81])
        assert binding[33:65] == static
        self.peer_boot = binding[65:73]
        print("node", hashlib.sha256(SPKI + key).hexdigest(), flush=True)
        print("key", static.hex(), flush=True)

    def handshake(self, initiator, suite, pattern, preamble):
        known = bytes.fromhex(self.plan["key"]) if initiator and pattern == "IK" else None
        return hybrid.Handshake(pattern, suite, initiator, preamble, self.psk, self.link, os.urandom(32), self.kem,
                                os.urandom(64 if initiator else 32), known)

    def dial(self):
        connection = framing.open_to(self.plan["port"])
        pattern, preamble = self.plan["pattern"], self.preamble()
        noise = self.handshake(True, self.plan["suite"], pattern, preamble)
        framing.send(connection, preamble + noise.write(self.payload() if pattern == "IK" else b""))
        answer = framing.receive(connection)
        if len(answer) == 2:
            print("refused", answer[1], flush=True)
            return
        self.check(noise.read(answer), noise.rs.data)
        if pattern == "XX":
            framing.send(connection, noise.write(self.payload()))
        Link(self, connection, noise).run()

    def listen(self):
        server = framing.accept()
        self.plan["advertise"] = "tcp://127.0.0.1:%d" % server.getsockname()[1]
        while True:
            connection = server.accept()[0]
            try:
                self.answer(connection)
                return
            except Exception as e:  # the node may try again, otherwise
                print("failed", type(e).__name__, e, flush=True)
                connection.close()

    def answer(self, connection):
        self.serial = int(time.time() * 1000)  # we begin to live when we are asked
        first = framing.receive(connection)
        preamble, rest = first[:24], first[24:]
        assert preamble[:4] == b"OSR1" and preamble[5] == 1 and preamble[7] == 0
        assert preamble[16:] == self.knock(preamble[:16])
        pattern = {v: k for k, v in PATTERN.items()}[preamble[6]]
        print("pattern", pattern, len(first), flush=True)
        noise = self.handshake(False, preamble[4], pattern, preamble)
        payload = noise.read(rest)
        framing.send(connection, noise.write(self.payload()))
        if pattern == "XX":
            payload = noise.read(framing.receive(connection))
        self.check(payload, noise.rs.data)
        Link(self, connection, noise).run()


class Link:
    def __init__(self, node, connection, noise):
        self.node, self.connection = node, connection
        print("hash", noise.hash().hex(), flush=True)
        self.seal, self.open = noise.split()
        self.frames = []

    def send(self, kind, payload):
        frame = struct.pack(">IB", 1 + len(payload), kind) + payload
        framing.send(self.connection, self.seal.encrypt_with_ad(b"", frame))

    def next(self, kind):
        while True:
            while not self.frames:
                record = self.open.decrypt_with_ad(b"", framing.receive(self.connection))
                while record:
                    (length,) = struct.unpack(">I", record[:4])
                    self.frames.append((record[4], record[5:4 + length]))
                    record = record[4 + length:]
            got = self.frames.pop(0)
            if got[0] == CLOSE:
                raise EOFError("closed: %r" % (got[1],))
            if got[0] == kind:
                return got[1]

    def run(self):
        node = self.node
        self.send(READY, b"\0")
        ready = self.next(READY)
        assert ready == b"\0", ready
        self.send(CONTROL, b"\3" + node.boot + node.peer_boot)
        resume = self.next(CONTROL)
        assert resume[:17] == b"\3" + node.peer_boot + node.boot, resume.hex()
        record = node.record()
        self.send(RECORDS, b"\1" + struct.pack(">H", len(record)) + record)
        self.next(RECORDS)
        for number in range(3):
            self.send(PING, struct.pack(">Q", number))
            assert self.next(PONG) == struct.pack(">Q", number)
        print("linked 3", flush=True)
        sys.stdin.readline()
        self.send(CLOSE, b"\1")
        self.connection.close()
        print("left", 0, flush=True)


def main(role, file):
    node = Node(json.load(open(file)))
    print("me", hashlib.sha256(SPKI + node.public).hexdigest(), flush=True)
    getattr(node, role)()
    node.kem.close()


main(*sys.argv[1:])
