package org.osier.node;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Fields to bytes, everything before the signature (WIRE.md, section 7). The builder reads the result back, so what
 * survives the writing is checked there.
 */
final class NodeRecordWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(NodeRecord.MAX_BYTES);

    private NodeRecordWriter() {}

    static byte[] write(NodeRecordFields f) {
        if (f.role == null) throw new IllegalArgumentException("a record needs a role");
        var w = new NodeRecordWriter();
        w.out.write(1);
        w.field(1, f.identityKey);
        w.field(2, f.linkKey);
        w.field(3, longBytes(f.serial));
        w.field(4, longBytes(f.bootId));
        w.field(5, longBytes(f.issuedMs));
        if (f.name != null) w.field(6, ascii(f.name));
        w.field(7, new byte[] {(byte) f.role.code()});
        w.field(8, longBytes(f.capabilities));
        if (!f.addresses.isEmpty()) w.field(9, addresses(f));
        if (!f.attributes.isEmpty()) w.field(10, attributes(f));
        if (f.clusterTag != null) w.field(11, Objects.requireNonNull(f.clusterTag));
        w.field(12, ByteBuffer.allocate(4).putInt(valid(f.validSeconds)).array());
        if (f.dhtSlotKey != null) w.field(13, Objects.requireNonNull(f.dhtSlotKey));
        return w.out.toByteArray();
    }

    private void field(int tag, byte[] value) {
        if (value.length > 0xffff) throw new IllegalArgumentException("tag " + tag + " has " + value.length + " bytes");
        out.write(tag);
        out.write(value.length >> 8);
        out.write(value.length);
        out.writeBytes(value);
    }

    private static byte[] addresses(NodeRecordFields f) {
        var out = new ByteArrayOutputStream();
        for (URI address : f.addresses) sized(out, ascii(address.toString()));
        return out.toByteArray();
    }

    private static byte[] attributes(NodeRecordFields f) {
        // Keys ascend as bytes; strings have another order, and the caller's map may have one of its own.
        var ordered = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        f.attributes.forEach((key, value) ->
                ordered.put(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)));
        var out = new ByteArrayOutputStream();
        ordered.forEach((key, value) -> {
            sized(out, key);
            sized(out, value);
        });
        return out.toByteArray();
    }

    private static void sized(ByteArrayOutputStream out, byte[] bytes) {
        if (bytes.length > 255) throw new IllegalArgumentException("at most 255 bytes, got " + bytes.length);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private static int valid(long seconds) {
        // Before it is narrowed: 2^32 s more would read back as if nothing were wrong.
        if (seconds < 1 || seconds > NodeRecordReader.MAX_VALID_SECONDS) {
            throw new IllegalArgumentException(
                    "valid for 1 to " + NodeRecordReader.MAX_VALID_SECONDS + " s, got " + seconds);
        }
        return (int) seconds;
    }

    private static byte[] ascii(String text) {
        // Encoding alone would sign a question mark in place of what is not ASCII.
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("only ASCII can stand here, got " + text);
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
