package org.osier.core.fuzz;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.osier.core.crypto.Vectors;

/** Bytes that are right, or nearly: what a fuzzer begins with, and what every build tries. */
public final class Seeds {
    private static final JsonObject OSIER = Vectors.read("osier.json");

    private Seeds() {}

    /** The bytes in {@code osier.json} under these names, one below the other. */
    public static byte[] vector(String... names) {
        JsonElement at = OSIER;
        for (var name : names) {
            at = at.isJsonArray()
                    ? at.getAsJsonArray().get(Integer.parseInt(name))
                    : at.getAsJsonObject().get(name);
        }
        return HexFormat.of().parseHex(at.getAsString());
    }

    /** Each of them, and it cut, longer, and with a bit changed here and there: the ways in which things are nearly right. */
    public static Stream<byte[]> near(byte[]... good) {
        return Arrays.stream(good)
                .flatMap(bytes -> Stream.concat(
                        Stream.of(
                                bytes, Arrays.copyOf(bytes, bytes.length + 1), Arrays.copyOf(bytes, bytes.length / 2)),
                        Stream.of(0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987)
                                .filter(at -> at < bytes.length)
                                .map(at -> flipped(bytes, at))));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        var changed = bytes.clone();
        changed[at] ^= (byte) (1 << at % 8);
        return changed;
    }

    /** One input of several: {@code {[u16 length][bytes]}}. */
    public static byte[] list(byte[]... parts) {
        var out = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(p -> 2 + p.length).sum());
        for (var part : parts) out.putShort((short) part.length).put(part);
        return out.array();
    }

    /** What {@link #list} made; of other bytes as much as there is. */
    public static byte[][] parts(byte[] list) {
        var in = ByteBuffer.wrap(list);
        var parts = Stream.<byte[]>builder();
        while (in.remaining() >= 2) {
            var part = new byte[Math.min(in.getShort() & 0xffff, in.remaining())];
            in.get(part);
            parts.add(part);
        }
        return parts.build().toArray(byte[][]::new);
    }
}
