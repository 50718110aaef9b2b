package org.osier.core.handshake;

import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;

import java.nio.ByteBuffer;

/**
 * What each side says of itself inside the handshake: fields of tag (1), length (2) and value, tags ascending.
 *
 * @param binding which keys it uses
 * @param versions the versions of the protocol that it speaks
 * @param capabilities what it can do, bits of WIRE.md, section 2
 */
record HandshakePayload(KeyBinding binding, Versions versions, long capabilities) {
    static final int MIN_BYTES = 164;
    static final int MAX_BYTES = 1_024;

    private static final int HEAD_BYTES = 3;
    private static final int BINDING = 1;
    private static final int VERSIONS = 2;
    private static final int CAPABILITIES = 3;

    /** Tags from here on may be added without telling; those below must be understood. */
    private static final int SKIPPED = 0x80;

    byte[] write() {
        var versionBytes = versions.write();
        return ByteBuffer.allocate(3 * HEAD_BYTES + KeyBinding.BYTES + versionBytes.length + Long.BYTES)
                .put((byte) BINDING)
                .putShort((short) KeyBinding.BYTES)
                .put(binding.bytes())
                .put((byte) VERSIONS)
                .putShort((short) versionBytes.length)
                .put(versionBytes)
                .put((byte) CAPABILITIES)
                .putShort((short) Long.BYTES)
                .putLong(capabilities)
                .array();
    }

    /** Reads the form, of everything strictly; what the binding says is not proved yet. */
    static HandshakePayload read(byte[] bytes) throws HandshakeException {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) throw new HandshakeException(MALFORMED);
        var in = ByteBuffer.wrap(bytes);
        KeyBinding binding = null;
        Versions versions = null;
        Long capabilities = null;
        int last = 0;
        while (in.hasRemaining()) {
            if (in.remaining() < HEAD_BYTES) throw new HandshakeException(MALFORMED);
            int tag = in.get() & 0xff;
            int length = in.getShort() & 0xffff;
            if (tag <= last || length > in.remaining()) throw new HandshakeException(MALFORMED);
            last = tag;
            var value = new byte[length];
            in.get(value);
            switch (tag) {
                case BINDING -> binding = KeyBinding.read(value);
                case VERSIONS -> versions = Versions.read(value);
                case CAPABILITIES -> capabilities = capabilities(value);
                default -> {
                    if (tag < SKIPPED) throw new HandshakeException(MALFORMED);
                }
            }
        }
        if (binding == null || versions == null || capabilities == null) throw new HandshakeException(MALFORMED);
        return new HandshakePayload(binding, versions, capabilities);
    }

    private static long capabilities(byte[] value) throws HandshakeException {
        if (value.length != Long.BYTES) throw new HandshakeException(MALFORMED);
        return ByteBuffer.wrap(value).getLong();
    }
}
