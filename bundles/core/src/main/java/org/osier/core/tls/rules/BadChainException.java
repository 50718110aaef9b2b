package org.osier.core.tls.rules;

import java.security.cert.CertificateException;

/** Certificates that prove no identity, or another one. Strangers can cause it at will: it has no stack trace. */
public final class BadChainException extends CertificateException {
    private static final long serialVersionUID = 1;

    BadChainException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
