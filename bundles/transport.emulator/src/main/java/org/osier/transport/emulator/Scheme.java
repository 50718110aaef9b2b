package org.osier.transport.emulator;

import java.net.URI;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/**
 * The addresses of an emulator: those of what it wraps, with something in front.
 *
 * @param prefix for example {@code emu}
 * @param wraps the scheme of what it wraps, for example {@code tcp}
 */
record Scheme(String prefix, String wraps) {
    Scheme {
        if (!prefix.matches("[a-z][a-z0-9]{0,15}")) {
            throw new IllegalArgumentException("prefix is 1 to 16 lower-case letters and digits, got " + prefix);
        }
        if (!wraps.matches("[a-z][a-z0-9+.-]{0,31}")) {
            throw new IllegalArgumentException("wraps is a scheme, for example tcp, got " + wraps);
        }
    }

    String name() {
        return prefix + "+" + wraps;
    }

    URI inner(URI outer) throws TransportException {
        if (!name().equals(outer.getScheme())) {
            throw new TransportException(Kind.BAD_ADDRESS, outer + " does not begin with " + name() + "://", null);
        }
        return URI.create(outer.toString().substring(prefix.length() + 1));
    }

    URI outer(URI inner) {
        return URI.create(prefix + "+" + inner);
    }
}
