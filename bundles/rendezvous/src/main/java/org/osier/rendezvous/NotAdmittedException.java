package org.osier.rendezvous;

import java.io.IOException;

/** Its source has too many connections: Jetty closes the socket. Strangers can cause it at will: it has no stack trace. */
final class NotAdmittedException extends IOException {
    private static final long serialVersionUID = 1;

    NotAdmittedException() {
        super("not let in");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
