/** Carries messages over WebSocket, each as one binary message of the sub-protocol {@code osier.1}. */
@NullMarked
package org.osier.transport.websocket;

import org.jspecify.annotations.NullMarked;
