package org.osier.core.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.crypto.X25519;
import org.osier.core.foreign.ForeignProcess;
import org.osier.core.foreign.ForeignPrograms;

/**
 * The engine against other implementations of Noise over sockets: XX and IK, both ciphers, both roles, and messages
 * both ways afterwards. Dissononce is Python, flynn/noise is Go.
 */
@Timeout(180)
class ForeignNoiseTest {
    private static final byte[] PROLOGUE = "a prologue".getBytes(US_ASCII);
    private static final byte[] OURS = key(1);
    private static final byte[] THEIRS = key(2);

    private static byte[] key(long seed) {
        var key = new byte[X25519.BYTES];
        new Random(seed).nextBytes(key);
        return key;
    }

    private static ForeignProcess begin(String whose, String... words) throws Exception {
        return whose.equals("python") ? ForeignPrograms.python("noise.py", words) : ForeignPrograms.go(words);
    }

    @ParameterizedTest
    @CsvSource({
        "python, XX, AES_256_GCM",
        "python, XX, CHACHA20_POLY1305",
        "python, IK, AES_256_GCM",
        "python, IK, CHACHA20_POLY1305",
        "go, XX, AES_256_GCM",
        "go, XX, CHACHA20_POLY1305",
        "go, IK, AES_256_GCM",
        "go, IK, CHACHA20_POLY1305"
    })
    void theyDialUs(String whose, String pattern, AeadAlgorithm aead) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var known = pattern.equals("IK") ? HexFormat.of().formatHex(X25519.publicKey(OURS)) : "";
            try (var foreign = begin(whose, words("dial", pattern, aead, server.getLocalPort(), known));
                    var socket = server.accept()) {
                converse(foreign, socket, whose, pattern, side(pattern, aead, false), false);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "python, XX, AES_256_GCM",
        "python, XX, CHACHA20_POLY1305",
        "python, IK, AES_256_GCM",
        "python, IK, CHACHA20_POLY1305",
        "go, XX, AES_256_GCM",
        "go, XX, CHACHA20_POLY1305",
        "go, IK, AES_256_GCM",
        "go, IK, CHACHA20_POLY1305"
    })
    void weDialThem(String whose, String pattern, AeadAlgorithm aead) throws Exception {
        try (var foreign = begin(whose, words("listen", pattern, aead, 0, ""));
                var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(foreign.says("port")))) {
            converse(foreign, socket, whose, pattern, side(pattern, aead, true), true);
        }
    }

    private static String[] words(String role, String pattern, AeadAlgorithm aead, int port, String known) {
        var cipher = aead == AeadAlgorithm.AES_256_GCM ? "AESGCM" : "ChaChaPoly";
        return new String[] {role, pattern, cipher, "" + port, HexFormat.of().formatHex(THEIRS) + ":" + known};
    }

    private static HandshakeState side(String pattern, AeadAlgorithm aead, boolean initiator) {
        var keys = NoiseKeys.of(OURS, X25519.publicKey(OURS));
        if (initiator && pattern.equals("IK")) keys = keys.withRemoteStatic(X25519.publicKey(THEIRS));
        var protocol = new Protocol(pattern.equals("XX") ? Patterns.XX : Patterns.IK, aead);
        return new HandshakeState(protocol, initiator, keys, PROLOGUE, new Random(3));
    }

    private static void converse(
            ForeignProcess foreign, Socket socket, String whose, String pattern, HandshakeState state, boolean dialled)
            throws Exception {
        int turns = pattern.equals("XX") ? 3 : 2;
        for (int turn = 0; turn < turns; turn++) {
            if (dialled == (turn % 2 == 0)) send(socket, state.write(("from java " + turn).getBytes(US_ASCII)));
            else assertThat(state.read(receive(socket))).isEqualTo(("from " + whose + " " + turn).getBytes(US_ASCII));
        }
        assertThat(foreign.says("hash")).isEqualTo(HexFormat.of().formatHex(state.handshakeHash()));
        assertThat(state.remoteStatic()).isEqualTo(X25519.publicKey(THEIRS));
        var split = state.split();
        var sending = new CipherState(split.send(), 0);
        var receiving = new CipherState(split.receive(), 0);
        for (var text : new String[] {"", "noise", "x".repeat(60_000) + "y"}) {
            send(socket, sending.encrypt(new byte[0], text.getBytes(US_ASCII)));
            var reversed = new StringBuilder(text).reverse().toString();
            assertThat(new String(receiving.decrypt(new byte[0], receive(socket)), US_ASCII))
                    .isEqualTo(reversed);
        }
        assertThat(foreign.says("done")).isEqualTo("" + turns);
        foreign.end();
    }

    private static void send(Socket socket, byte[] message) throws IOException {
        var out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(message.length);
        out.write(message);
    }

    private static byte[] receive(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        return in.readNBytes(in.readUnsignedShort());
    }
}
