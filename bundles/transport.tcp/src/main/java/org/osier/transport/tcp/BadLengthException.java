package org.osier.transport.tcp;

import java.io.IOException;

/** The other end sent a length that no message has. Strangers can cause it at will: it has no stack trace. */
final class BadLengthException extends IOException {
    private static final long serialVersionUID = 1;

    BadLengthException() {
        super("a message of 0 bytes");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
