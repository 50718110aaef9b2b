package org.osier.core.handshake;

import java.util.Optional;
import org.osier.core.noise.Pattern;

/** How many messages a handshake has, and what must be known before the first (WIRE.md, section 2). */
public enum HandshakePattern {
    /** Three messages; neither side shows who it is to one who only records and gets its key later. The default. */
    XX(1, Pattern.XX_HFS_PSK0),
    /**
     * Two messages, for a peer whose link key is known. Who gets that key later learns from a recording who dialled,
     * though not what was said.
     */
    IK(2, Pattern.IK_HFS_PSK0);

    private final int number;
    private final Pattern pattern;

    HandshakePattern(int number, Pattern pattern) {
        this.number = number;
        this.pattern = pattern;
    }

    /** As it stands in the preamble. */
    int number() {
        return number;
    }

    static Optional<HandshakePattern> of(int number) {
        for (var pattern : values()) if (pattern.number == number) return Optional.of(pattern);
        return Optional.empty();
    }

    Pattern pattern() {
        return pattern;
    }
}
