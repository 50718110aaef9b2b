package org.osier.core.session.rules;

import java.util.Arrays;

/** The part of a message that has come so far. Its array doubles, so it holds at most twice what came, in any cut. */
final class Assembly {
    private byte[] bytes = Incoming.NONE;
    private int length;

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    void append(byte[] from, int at, int count) throws Violation {
        int needed = checkedSum(count);
        if (needed > bytes.length) {
            int doubled = Math.min(2 * bytes.length, SessionRules.MAX_MESSAGE_BYTES);
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
        System.arraycopy(from, at, bytes, length, count);
        length = needed;
    }

    /** Appends the last bytes. @return the message */
    byte[] finish(byte[] from, int at, int count) throws Violation {
        var message = Arrays.copyOf(bytes, checkedSum(count));
        System.arraycopy(from, at, message, length, count);
        clear();
        return message;
    }

    void clear() {
        bytes = Incoming.NONE;
        length = 0;
    }

    private int checkedSum(int count) throws Violation {
        if (count > SessionRules.MAX_MESSAGE_BYTES - length) {
            throw new Violation("a message of more than " + SessionRules.MAX_MESSAGE_BYTES + " bytes");
        }
        return length + count;
    }
}
