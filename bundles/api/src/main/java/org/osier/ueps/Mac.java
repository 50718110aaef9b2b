package org.osier.ueps;

import java.nio.ByteBuffer;

/** HMAC-SHA256 with a key that only the giver knows. */
@FunctionalInterface
public interface Mac {
    /** Size of a MAC in bytes. */
    int BYTES = 32;

    /**
     * @param header the header TLVs as they travel, positions may be moved
     * @param payload the payload, positions may be moved
     * @return HMAC-SHA256 over both, 32 bytes, the caller's to keep
     */
    byte[] over(ByteBuffer header, ByteBuffer payload);
}
