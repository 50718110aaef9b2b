package org.osier.core.joining;

/** RFC 4648, section 6, in lower case and without padding: what a person can read out. Java has none. */
final class Base32 {
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS = 5;

    private Base32() {}

    static String write(byte[] bytes) {
        var text = new StringBuilder((bytes.length * Byte.SIZE + BITS - 1) / BITS);
        int buffer = 0;
        int held = 0;
        for (byte b : bytes) {
            buffer = buffer << Byte.SIZE | b & 0xff;
            for (held += Byte.SIZE; held >= BITS; held -= BITS) text.append(digit(buffer >> held - BITS));
        }
        if (held > 0) text.append(digit(buffer << BITS - held));
        return text.toString();
    }

    private static char digit(int bits) {
        return DIGITS.charAt(bits & 0x1f);
    }

    /** @param text of these digits alone. What does not fill a byte is left out: {@link #write} tells whether it was zero */
    static byte[] read(String text) {
        var bytes = new byte[text.length() * BITS / Byte.SIZE];
        int buffer = 0;
        int held = 0;
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) throw new IllegalArgumentException("not base32 in lower case");
            buffer = buffer << BITS | digit;
            held += BITS;
            if (held < Byte.SIZE) continue;
            held -= Byte.SIZE;
            bytes[next++] = (byte) (buffer >> held);
        }
        return bytes;
    }
}
