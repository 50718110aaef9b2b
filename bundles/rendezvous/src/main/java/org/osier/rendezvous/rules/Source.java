package org.osier.rendezvous.rules;

/** Where something comes from: an IPv4 address, or the first 56 bits of an IPv6 address, which is what one customer has. */
public final class Source {
    private static final int V4_BYTES = 4;
    private static final int PREFIX_BYTES = 7;

    private Source() {}

    /** @param ip 4 or 16 bytes */
    public static long of(byte[] ip) {
        int count = ip.length == V4_BYTES ? V4_BYTES : PREFIX_BYTES;
        long source = 0;
        for (int i = 0; i < count; i++) source = source << Byte.SIZE | ip[i] & 0xff;
        return source << (Long.BYTES - count) * Byte.SIZE >>> (count == V4_BYTES ? Integer.SIZE : 0);
    }
}
