"""Plain XX and IK by dissononce: noise.py dial|listen XX|IK AESGCM|ChaChaPoly PORT KEY
PORT to dial; KEY is our static private key, and the other side's public one behind a colon if we must know it.
Handshake payloads are "from python N"; then each of three messages is read and sent back reversed.
"""

import logging
import sys

import framing
from dissononce.cipher.aesgcm import AESGCMCipher
from dissononce.cipher.chachapoly import ChaChaPolyCipher
from dissononce.dh.x25519.private import PrivateKey
from dissononce.dh.x25519.public import PublicKey
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.hash.sha256 import SHA256Hash
from dissononce.processing.handshakepatterns.interactive.IK import IKHandshakePattern
from dissononce.processing.handshakepatterns.interactive.XX import XXHandshakePattern
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.handshakestate import HandshakeState
from dissononce.processing.impl.symmetricstate import SymmetricState

logging.disable(logging.CRITICAL)


def main(role, pattern, cipher, port, keys):
    dials = role == "dial"
    ours, _, theirs = keys.partition(":")
    cipher = AESGCMCipher() if cipher == "AESGCM" else ChaChaPolyCipher()
    state = HandshakeState(SymmetricState(CipherState(cipher), SHA256Hash()), X25519DH())
    state.initialize(
        XXHandshakePattern() if pattern == "XX" else IKHandshakePattern(),
        dials,
        b"a prologue",
        s=X25519DH().generate_keypair(PrivateKey(bytes.fromhex(ours))),
        rs=PublicKey(bytes.fromhex(theirs)) if theirs else None,
    )
    connection = framing.open_to(int(port)) if dials else framing.accept().accept()[0]
    keys = None
    turn = 0
    while keys is None:
        if dials == (turn % 2 == 0):
            message = bytearray()
            keys = state.write_message(b"from python %d" % turn, message)
            framing.send(connection, bytes(message))
        else:
            payload = bytearray()
            keys = state.read_message(framing.receive(connection), payload)
            assert payload == b"from java %d" % turn, payload
        turn += 1
    print("hash", state.symmetricstate.get_handshake_hash().hex(), flush=True)
    send, receive = keys if dials else keys[::-1]
    for _ in range(3):
        text = receive.decrypt_with_ad(b"", framing.receive(connection))
        framing.send(connection, send.encrypt_with_ad(b"", text[::-1]))
    print("done", turn, flush=True)


main(*sys.argv[1:])
