"""Makes both sides of a handshake from fixed bytes and writes a vector: vector.py XX|IK KEM-COMMAND..."""

import json
import sys

import hybrid


def counting(first, length):
    return bytes((first + i) % 256 for i in range(length))


def main(pattern, *command):
    kem = hybrid.Kem(list(command))
    fixed = {
        "prologue": bytes.fromhex("4f53523101010%d00" % (0 if pattern == "XX" else 2)) + bytes(8),
        "psk": counting(0xA0, 32),
        "init_static": counting(0x01, 32),
        "init_ephemeral": counting(0x41, 32),
        "resp_static": counting(0x21, 32),
        "resp_ephemeral": counting(0x61, 32),
        "kem_seed_d_z": counting(0x00, 64),
        "kem_m": counting(0x80, 32),
    }
    payloads = [b"", b"payload R", b"payload I"] if pattern == "XX" else [counting(0xC0, 164), counting(0xD0, 164)]
    known = hybrid.key_pair(fixed["resp_static"]).public.data if pattern == "IK" else None
    sides = [
        hybrid.Handshake(pattern, 1, initiator, fixed["prologue"], fixed["psk"], fixed[who + "_static"],
                         fixed[who + "_ephemeral"], kem, fixed[kem_random], known if initiator else None)
        for initiator, who, kem_random in ((True, "init", "kem_seed_d_z"), (False, "resp", "kem_m"))
    ]
    messages = []
    for turn, payload in enumerate(payloads):
        message = sides[turn % 2].write(payload)
        assert sides[1 - turn % 2].read(message) == payload
        messages.append({"payload": payload.hex(), "ciphertext": message.hex()})
    assert sides[0].hash() == sides[1].hash()
    first, second = sides[0].split()
    vector = {"name": sides[0].name, **{name: value.hex() for name, value in fixed.items()}}
    vector.update(messages=messages, handshake_hash=sides[0].hash().hex(),
                  k_initiator=first._key.hex(), k_responder=second._key.hex())
    print(json.dumps(vector, indent=1))
    kem.close()


main(*sys.argv[1:])
