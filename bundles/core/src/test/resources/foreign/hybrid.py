"""XXhfs+psk0 and IKhfs+psk0 (WIRE.md section 2), token by token on the SymmetricState of dissononce; ML-KEM-768 by a
process that answers lines. Written from WIRE.md; shares no line with the code under test."""

import logging
import subprocess

from dissononce.cipher.aesgcm import AESGCMCipher
from dissononce.cipher.chachapoly import ChaChaPolyCipher
from dissononce.dh.x25519.private import PrivateKey
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.hash.sha256 import SHA256Hash
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.symmetricstate import SymmetricState

logging.disable(logging.CRITICAL)

DH = X25519DH()
PATTERNS = {
    "XX": ("", ["psk e e1", "e ee ekem1 s es", "s se"]),
    "IK": ("s", ["psk e es e1 s ss", "e ee ekem1 se"]),
}
CIPHERS = {1: ("AESGCM", AESGCMCipher), 2: ("ChaChaPoly", ChaChaPolyCipher)}


class Kem:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        self.process.stdin.write(" ".join(w if isinstance(w, str) else w.hex() for w in words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        assert answer and answer[0] != "refused", answer
        return [bytes.fromhex(word) for word in answer]

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


def key_pair(private):
    return DH.generate_keypair(PrivateKey(private))


class Handshake:
    """One side. e: our ephemeral private key; kem_random: d and z of an initiator, m of a responder."""

    def __init__(self, pattern, suite, initiator, prologue, psk, s, e, kem, kem_random, rs=None):
        self.before, self.messages = PATTERNS[pattern]
        cipher, make = CIPHERS[suite]
        self.name = "Noise_%shfs+psk0_25519+MLKEM768_%s_SHA256" % (pattern, cipher)
        self.state = SymmetricState(CipherState(make()), SHA256Hash())
        self.state.initialize_symmetric(self.name.encode())
        self.state.mix_hash(prologue)
        self.initiator, self.psk, self.s, self.e = initiator, psk, key_pair(s), key_pair(e)
        self.kem, self.kem_random = kem, kem_random
        self.re, self.rs = None, DH.create_public(rs) if rs else None
        if self.before:
            self.state.mix_hash(self.rs.data if initiator else self.s.public.data)
        self.turn = 0

    def tokens(self):
        self.turn += 1
        return self.messages[self.turn - 1].split()

    def mix_ephemeral(self, key):
        self.state.mix_hash(key)
        self.state.mix_key(key)  # because there is a psk

    def agree(self, token):
        mine = token[0] if self.initiator else token[1]
        theirs = token[1] if self.initiator else token[0]
        key = self.e if mine == "e" else self.s
        self.state.mix_key(DH.dh(key, self.re if theirs == "e" else self.rs))

    def write(self, payload):
        out = b""
        for token in self.tokens():
            if token == "psk":
                self.state.mix_key_and_hash(self.psk)
            elif token == "e":
                out += self.e.public.data
                self.mix_ephemeral(self.e.public.data)
            elif token == "s":
                out += self.state.encrypt_and_hash(self.s.public.data)
            elif token == "e1":
                (key,) = self.kem.ask("pair", self.kem_random)
                out += self.state.encrypt_and_hash(key)
            elif token == "ekem1":
                ciphertext, secret = self.kem.ask("encapsulate", self.kem_key, self.kem_random)
                out += self.state.encrypt_and_hash(ciphertext)
                self.state.mix_key(secret)
            else:
                self.agree(token)
        return out + self.state.encrypt_and_hash(payload)

    def read(self, message):
        def take(count):
            nonlocal message
            part, message = message[:count], message[count:]
            assert len(part) == count
            return part

        for token in self.tokens():
            if token == "psk":
                self.state.mix_key_and_hash(self.psk)
            elif token == "e":
                key = take(32)
                self.re = DH.create_public(key)
                self.mix_ephemeral(key)
            elif token == "s":
                self.rs = DH.create_public(self.state.decrypt_and_hash(take(48)))
            elif token == "e1":
                self.kem_key = self.state.decrypt_and_hash(take(1184 + 16))
            elif token == "ekem1":
                ciphertext = self.state.decrypt_and_hash(take(1088 + 16))
                (secret,) = self.kem.ask("decapsulate", self.kem_random, ciphertext)
                self.state.mix_key(secret)
            else:
                self.agree(token)
        return self.state.decrypt_and_hash(message)

    def hash(self):
        return self.state.get_handshake_hash()

    def split(self):
        """To send with, to receive with."""
        one, two = self.state.split()
        return (one, two) if self.initiator else (two, one)
