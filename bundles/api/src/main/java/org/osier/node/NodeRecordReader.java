package org.osier.node;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Bytes to fields, strictly (WIRE.md, section 7). */
final class NodeRecordReader {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]([A-Za-z0-9_ -]{0,62}[A-Za-z0-9_-])?");
    static final int MAX_ATTRIBUTE_BYTES = 512;
    static final long MAX_VALID_SECONDS = 604_800;
    static final long SERIAL_LIMIT = 1L << 48;

    /** Tags that must be there: 1 to 5, 7, 8, 12. */
    private static final int REQUIRED = bits(1, 2, 3, 4, 5, 7, 8, 12);

    private NodeRecordReader() {}

    static NodeRecordFields read(byte[] record) throws BadRecordException {
        if (record.length > NodeRecord.MAX_BYTES) {
            throw new BadRecordException("record of " + record.length + " bytes, at most " + NodeRecord.MAX_BYTES);
        }
        if (record.length < 1 + NodeRecord.SIGNATURE_BYTES) {
            throw new BadRecordException("record of " + record.length + " bytes is cut short");
        }
        if (record[0] != 1) throw new BadRecordException("record version " + (record[0] & 0xff) + ", expected 1");
        var in = ByteBuffer.wrap(record, 1, record.length - 1 - NodeRecord.SIGNATURE_BYTES);
        var fields = new NodeRecordFields();
        int seen = 0;
        int last = 0;
        while (in.hasRemaining()) {
            if (in.remaining() < 3) throw new BadRecordException("record is cut inside a field's head");
            int tag = in.get() & 0xff;
            int length = in.getShort() & 0xffff;
            if (tag <= last) throw new BadRecordException("tag " + tag + " after tag " + last + ", must ascend");
            if (length > in.remaining()) throw new BadRecordException("tag " + tag + " is cut short");
            field(fields, tag, in.slice(in.position(), length));
            in.position(in.position() + length);
            if (tag < 32) seen |= 1 << tag;
            last = tag;
        }
        if ((seen & REQUIRED) != REQUIRED) {
            int missing = Integer.numberOfTrailingZeros(REQUIRED & ~seen);
            throw new BadRecordException("tag " + missing + " is missing");
        }
        return fields;
    }

    private static void field(NodeRecordFields f, int tag, ByteBuffer v) throws BadRecordException {
        switch (tag) {
            case 1 -> f.identityKey = bytes(v, tag, 32);
            case 2 -> f.linkKey = bytes(v, tag, 32);
            case 3 -> f.serial = serial(exact(v, tag, 8).getLong());
            case 4 -> f.bootId = exact(v, tag, 8).getLong();
            case 5 -> f.issuedMs = issued(exact(v, tag, 8).getLong());
            case 6 -> f.name = name(v);
            case 7 -> f.role = role(exact(v, tag, 1).get() & 0xff);
            case 8 -> f.capabilities = exact(v, tag, 8).getLong();
            case 9 -> f.addresses = addresses(v);
            case 10 -> f.attributes = attributes(v);
            case 11 -> f.clusterTag = bytes(v, tag, 8);
            case 12 -> f.validSeconds = valid(exact(v, tag, 4).getInt() & 0xffff_ffffL);
            case 13 -> f.dhtSlotKey = bytes(v, tag, 32);
            default -> {
                if (tag < 0x80) throw new BadRecordException("tag " + tag + " is unknown");
            }
        }
    }

    private static ByteBuffer exact(ByteBuffer value, int tag, int length) throws BadRecordException {
        if (value.remaining() != length) {
            throw new BadRecordException("tag " + tag + " has " + value.remaining() + " bytes, expected " + length);
        }
        return value;
    }

    private static byte[] bytes(ByteBuffer value, int tag, int length) throws BadRecordException {
        var bytes = new byte[length];
        exact(value, tag, length).get(bytes);
        return bytes;
    }

    private static long serial(long serial) throws BadRecordException {
        if (serial < 0 || serial >= SERIAL_LIMIT) {
            throw new BadRecordException("serial " + Long.toUnsignedString(serial) + ", must be below 2^48");
        }
        return serial;
    }

    private static long issued(long ms) throws BadRecordException {
        // A time that overflows when the validity is added cannot be honest: 2^53 ms is the year 287,396.
        if (ms < 0 || ms > 1L << 53) throw new BadRecordException("issued at an impossible time");
        return ms;
    }

    private static long valid(long seconds) throws BadRecordException {
        if (seconds < 1 || seconds > MAX_VALID_SECONDS) {
            throw new BadRecordException("valid for " + seconds + " s, expected 1 to " + MAX_VALID_SECONDS);
        }
        return seconds;
    }

    private static Role role(int code) throws BadRecordException {
        if (code < 1 || code > 3) throw new BadRecordException("role " + code + ", expected 1 to 3");
        return Role.of(code);
    }

    private static String name(ByteBuffer v) throws BadRecordException {
        var name = ascii(v, v.remaining(), "name");
        if (!NAME.matcher(name).matches()) {
            throw new BadRecordException("a name has 1 to 64 letters, digits, -, _ or inner spaces");
        }
        return name;
    }

    private static List<URI> addresses(ByteBuffer v) throws BadRecordException {
        var addresses = new ArrayList<URI>();
        while (v.hasRemaining()) {
            var text = ascii(v, v.get() & 0xff, "address");
            addresses.add(address(text));
        }
        if (addresses.size() > NodeRecord.MAX_ADDRESSES) {
            throw new BadRecordException(addresses.size() + " addresses, at most " + NodeRecord.MAX_ADDRESSES);
        }
        return List.copyOf(addresses);
    }

    private static URI address(String text) throws BadRecordException {
        try {
            var address = new URI(text);
            if (address.isAbsolute()) return address;
        } catch (URISyntaxException e) {
            // The same answer: what a stranger sent is not repeated.
        }
        throw new BadRecordException("an address is not a URI with a scheme");
    }

    private static SortedMap<String, String> attributes(ByteBuffer v) throws BadRecordException {
        if (v.remaining() > MAX_ATTRIBUTE_BYTES) {
            throw new BadRecordException("attributes of " + v.remaining() + " bytes, at most " + MAX_ATTRIBUTE_BYTES);
        }
        var attributes = new TreeMap<String, String>();
        byte[] last = null;
        while (v.hasRemaining()) {
            var key = take(v, v.get() & 0xff, "attribute key");
            if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
                throw new BadRecordException("attribute keys must ascend");
            }
            last = key;
            if (!v.hasRemaining()) throw new BadRecordException("an attribute has no value");
            attributes.put(utf8(key), utf8(take(v, v.get() & 0xff, "attribute value")));
        }
        return NodeRecordFields.copy(attributes);
    }

    // Replacing what is malformed would make one key of two.
    private static String utf8(byte[] bytes) throws BadRecordException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRecordException("an attribute is not UTF-8");
        }
    }

    private static String ascii(ByteBuffer v, int length, String what) throws BadRecordException {
        var bytes = take(v, length, what);
        for (byte b : bytes) {
            if (b < 0x20 || b > 0x7e) throw new BadRecordException(what + " has a byte that is not printable ASCII");
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] take(ByteBuffer v, int length, String what) throws BadRecordException {
        if (length > v.remaining()) throw new BadRecordException(what + " is cut short");
        var bytes = new byte[length];
        v.get(bytes);
        return bytes;
    }

    private static int bits(int... tags) {
        int bits = 0;
        for (int tag : tags) bits |= 1 << tag;
        return bits;
    }
}
