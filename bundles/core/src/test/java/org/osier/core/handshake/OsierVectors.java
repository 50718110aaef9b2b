package org.osier.core.handshake;

import static org.osier.core.crypto.Vectors.hex;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import org.osier.core.crypto.Vectors;

/** Osier wire vectors, written independently from WIRE.md. */
final class OsierVectors {
    static final JsonObject ALL = Vectors.read("osier.json");
    static final byte[] CLUSTER_ID = hex(ALL.getAsJsonObject("cluster"), "cluster_id");
    static final byte[] SECRET = hex(ALL.getAsJsonObject("cluster"), "secret");

    /** 2026-01-01T00:00:00Z, the time in all preambles. */
    static final long NOW_MS = ALL.get("preamble_time_s").getAsLong() * 1_000;

    /** The four random bytes in all preambles. */
    static final byte[] CHANCE = {0x10, 0x11, 0x12, 0x13};

    private OsierVectors() {}

    static JsonObject identity(String letter) {
        return ALL.getAsJsonObject("identity_" + letter);
    }

    static byte[] seed(String letter) {
        return hex(identity(letter), "ed25519_seed");
    }

    static byte[] linkPrivateKey(String letter) {
        return hex(identity(letter), "x25519_private");
    }

    static byte[] linkKey(String letter) {
        return hex(identity(letter), "x25519_public");
    }

    static long bootId(String letter) {
        return ByteBuffer.wrap(hex(identity(letter), "boot_id")).getLong();
    }

    /** Written out for A; B's binding has the next. */
    static long serial(String letter) {
        long serial = ALL.getAsJsonObject("key_binding").get("serial").getAsLong();
        return letter.equals("A") ? serial : serial + 1;
    }

    static Door member() {
        return Door.member(CLUSTER_ID, SECRET);
    }

    /** What this identity brings to a handshake, with the capabilities of the vectors. */
    static LocalKeys local(String letter) {
        return new LocalKeys(seed(letter), linkPrivateKey(letter), bootId(letter), serial(letter), 2);
    }
}
