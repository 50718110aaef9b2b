package org.osier.transport.websocket;

import java.time.Duration;
import org.eclipse.jetty.websocket.core.Configuration;

/** What every WebSocket of ours is like, at both ends (WIRE.md, section 1). */
final class Sessions extends Configuration.ConfigurationCustomizer {
    static final String SUB_PROTOCOL = "osier.1";

    private static final int INPUT_BYTES = 65_536; // a read takes what there is; an idle connection holds no buffer

    Sessions(Duration idleTimeout) {
        setAutoFragment(false);
        setMaxFrameSize(Incoming.MAX_MESSAGE_BYTES);
        setMaxBinaryMessageSize(Incoming.MAX_MESSAGE_BYTES);
        setInputBufferSize(INPUT_BYTES);
        setIdleTimeout(idleTimeout);
    }
}
