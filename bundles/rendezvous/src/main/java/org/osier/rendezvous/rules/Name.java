package org.osier.rendezvous.rules;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * 16 bytes without a meaning here: a tag, where the members of some cluster meet, or a slot, where one of them lies.
 * Immutable. Strangers choose them, so they can be compared: a table in which all fall together still finds quickly.
 */
public final class Name implements Comparable<Name> {
    static final int BYTES = 16;

    /** Its length as text: lower-case hex digits. */
    static final int DIGITS = 2 * BYTES;

    private final long high;
    private final long low;

    public Name(long high, long low) {
        this.high = high;
        this.low = low;
    }

    static Name read(ByteBuffer in) {
        return new Name(in.getLong(), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putLong(high).putLong(low);
    }

    /** @return null: not 32 lower-case hex digits */
    static @Nullable Name parse(String text) {
        if (text.length() != DIGITS) return null;
        for (int i = 0; i < DIGITS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return null;
        }
        return new Name(Long.parseUnsignedLong(text, 0, BYTES, 16), Long.parseUnsignedLong(text, BYTES, DIGITS, 16));
    }

    @Override
    public int compareTo(Name other) {
        int first = Long.compare(high, other.high);
        return first != 0 ? first : Long.compare(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name n && high == n.high && low == n.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
