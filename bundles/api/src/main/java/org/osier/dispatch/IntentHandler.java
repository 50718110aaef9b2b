package org.osier.dispatch;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers one intent. Register it as a service with {@link Intent}. Called for one peer and stream in order, for
 * different ones at the same time: be thread-safe.
 */
@ConsumerType
@FunctionalInterface
public interface IntentHandler {
    /**
     * @param request what came; verified: the sender is who it says
     * @return the answer; {@link Reply#none} if there is nothing to say. Not sent when none is wanted
     * @throws Exception becomes OSIER-303 at the sender, with its message (at most 200 bytes) and nothing else
     */
    Reply on(Request request) throws Exception;
}
