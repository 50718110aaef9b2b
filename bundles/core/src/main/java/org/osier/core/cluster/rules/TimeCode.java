package org.osier.core.cluster.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Locale;
import org.osier.core.crypto.HmacSha256;

/** Eight digits that change with time (RFC 6238 with HMAC-SHA256). Immutable; any thread. */
public final class TimeCode {
    /** RFC 6238, 5.2: the step that it recommends. */
    public static final int STEP_SECONDS = 30;

    /** One step early and one late: RFC 6238, 5.2. */
    private static final int WINDOW = 1;

    private static final int MODULUS = 100_000_000; // eight digits

    private final HmacSha256 mac;

    /** @param key any length, copied */
    public TimeCode(byte[] key) {
        mac = new HmacSha256(key);
    }

    /** @param seconds since 1970 */
    public String at(long seconds) {
        return ofStep(Math.floorDiv(seconds, STEP_SECONDS));
    }

    /** @param seconds since 1970 @return until the code is another one, 1 to 30 */
    public static int left(long seconds) {
        return STEP_SECONDS - Math.floorMod(seconds, STEP_SECONDS);
    }

    /** Whether the digits are those of now, of the step before or of the next. */
    public boolean agrees(String digits, long seconds) {
        long now = Math.floorDiv(seconds, STEP_SECONDS);
        boolean agrees = false;
        for (long step = now - WINDOW; step <= now + WINDOW; step++) {
            agrees |= MessageDigest.isEqual(ofStep(step).getBytes(US_ASCII), digits.getBytes(US_ASCII));
        }
        return agrees;
    }

    private String ofStep(long step) {
        var hash = ByteBuffer.wrap(
                mac.over(ByteBuffer.allocate(Long.BYTES).putLong(0, step).array()));
        int offset = hash.get(hash.limit() - 1) & 0xf; // RFC 4226, 5.3: dynamic truncation
        return String.format(Locale.ROOT, "%08d", (hash.getInt(offset) & Integer.MAX_VALUE) % MODULUS);
    }
}
