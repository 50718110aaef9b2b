package org.osier.core.session.rules;

import java.util.Arrays;

/**
 * The part of a message that has come so far. Its array doubles, so it holds at most twice what came, in any cut. Many a
 * stream carries messages of one length: where the array turns out to be just as long as the message, it is the message.
 */
final class Assembly {
    private byte[] bytes = Incoming.NONE;
    private int length;
    private int usual; // length of the message before

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    void append(byte[] from, int at, int count) throws Violation {
        int needed = checkedSum(count);
        if (length == 0) {
            // What lies behind the segment comes along and is written over: so no zeros are written first.
            bytes = Arrays.copyOfRange(from, at, at + room(needed));
        } else {
            if (needed > bytes.length) bytes = Arrays.copyOf(bytes, room(needed));
            System.arraycopy(from, at, bytes, length, count);
        }
        length = needed;
    }

    private int room(int needed) {
        if (needed <= usual && usual <= 2 * needed) return usual;
        int doubled = Math.min(2 * bytes.length, SessionRules.MAX_MESSAGE_BYTES);
        return Math.max(needed, doubled);
    }

    /** Appends the last bytes. @return the message */
    byte[] finish(byte[] from, int at, int count) throws Violation {
        int all = checkedSum(count);
        var message = all == bytes.length ? bytes : Arrays.copyOf(bytes, all);
        usual = all;
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
