package org.osier.transport.websocket;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each dial apart from all others, whether or not they lead to one address: compared by identity.
 */
final class Tag {
    private final @Nullable SSLContext tls;

    /** @param tls null: plain */
    Tag(@Nullable SSLContext tls) {
        this.tls = tls;
    }

    @Nullable
    SSLContext tls() {
        return tls;
    }
}
