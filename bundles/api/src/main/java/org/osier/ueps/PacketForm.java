package org.osier.ueps;

import org.osier.ueps.BadPacketException.Reason;

/**
 * The strict form of a packet. The lenient original lets anyone move the boundary between header and payload without the
 * key, so its duplicates, reorderings and further tags are refused here.
 */
final class PacketForm {
    private static final int HMAC_TAG = 6;
    private static final int PAYLOAD_TAG = 0xff;

    private PacketForm() {}

    static void check(byte[] bytes, int offset, int length) throws BadPacketException {
        int at = 0;
        for (int tag = 1; tag <= HMAC_TAG; tag++) {
            int found = tagAt(bytes, offset, length, at);
            if (found != tag) throw wrongTag(tag, found);
            if (at + 2 > length) throw truncated();
            int size = bytes[offset + at + 1] & 0xff;
            if (size != lengthOf(tag)) {
                var reason = tag == HMAC_TAG ? Reason.BAD_HMAC_LENGTH : Reason.BAD_FIELD_LENGTH;
                throw new BadPacketException(
                        reason, "field " + tag + " has length " + size + ", expected " + lengthOf(tag));
            }
            at += 2 + size;
            if (at > length) throw truncated();
        }
        int found = tagAt(bytes, offset, length, at);
        if (found != PAYLOAD_TAG) throw wrongTag(PAYLOAD_TAG, found);
    }

    private static int tagAt(byte[] bytes, int offset, int length, int at) throws BadPacketException {
        if (at >= length) throw truncated();
        return bytes[offset + at] & 0xff;
    }

    private static int lengthOf(int tag) {
        return tag == HMAC_TAG ? Mac.BYTES : tag == 5 ? 2 : 1;
    }

    private static BadPacketException truncated() {
        return new BadPacketException(Reason.TRUNCATED, "packet ends before its payload begins");
    }

    private static BadPacketException wrongTag(int expected, int found) {
        var message = "field " + found + " where " + expected + " was expected";
        if (found == 0 || found > HMAC_TAG && found != PAYLOAD_TAG) {
            return new BadPacketException(Reason.UNKNOWN_TAG, message);
        }
        if (found < expected) return new BadPacketException(Reason.DUPLICATE_TAG, message);
        if (found == PAYLOAD_TAG && expected == HMAC_TAG) {
            return new BadPacketException(Reason.MISSING_HMAC, message);
        }
        // A later tag before its turn: at the start nothing was skipped that cannot still come, so it is an order.
        return expected == 1
                ? new BadPacketException(Reason.TAG_ORDER, message)
                : new BadPacketException(Reason.MISSING_FIELD, message);
    }
}
