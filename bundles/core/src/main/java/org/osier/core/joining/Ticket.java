package org.osier.core.joining;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.osier.core.handshake.Door;

/**
 * What a ticket says (WIRE.md, section 9): a secret that opens a door once, who is behind it, and where. There is one way
 * to write each. Immutable; its text is a secret.
 *
 * @param secret 26 characters of base32, 16 bytes
 * @param inviter the first 8 hex digits of the inviter's id
 * @param host as it stands in an address
 * @param port 1 to 65,535
 */
record Ticket(String secret, String inviter, String host, int port) {
    static final int SECRET_BYTES = 16;

    /** What every ticket begins with. */
    static final String PREFIX = "osier1-";

    private static final String SCHEME = "tcp";
    /** A name may have 253 characters. */
    private static final int LONGEST = 320;

    private static final Pattern SECRET = Pattern.compile("[a-z2-7]{26}");
    private static final Pattern INVITER = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern FORM = Pattern.compile(PREFIX + "([^-]*)-([^@]*)@(.+):([1-9][0-9]{0,4})");

    Ticket {
        if (!SECRET.matcher(secret).matches()
                || !Base32.write(Base32.read(secret)).equals(secret)) {
            throw new IllegalArgumentException("its secret has not 26 characters of base32");
        }
        if (!INVITER.matcher(inviter).matches()) throw new IllegalArgumentException("its id has not 8 hex digits");
        if (port < 1 || port > 65_535) throw new IllegalArgumentException("its port is none");
        var address = address(host, port);
        if (!host.equals(address.getHost()) || address.getPort() != port) {
            throw new IllegalArgumentException("its host is none");
        }
    }

    /** @param at one of the inviter's listeners */
    static Ticket of(byte[] secret, String inviter, URI at) {
        return new Ticket(Base32.write(secret), inviter, at.getHost(), at.getPort());
    }

    /** @throws IllegalArgumentException naming what is wrong, without the text: a part of it is secret */
    static Ticket parse(String text) {
        if (text.length() > LONGEST) throw new IllegalArgumentException("it is too long");
        if (!text.startsWith(PREFIX)) throw new IllegalArgumentException("a ticket begins with " + PREFIX);
        var form = FORM.matcher(text);
        if (!form.matches()) throw new IllegalArgumentException("a part is missing, was it copied whole?");
        return new Ticket(form.group(1), form.group(2), form.group(3), Integer.parseInt(form.group(4)));
    }

    /** One line. */
    String text() {
        return PREFIX + secret + "-" + inviter + "@" + host + ":" + port;
    }

    /** What it opens at the inviter's. A new one each time. */
    Door door() {
        return Door.ticket(Base32.read(secret));
    }

    /** Where the inviter listens. */
    URI address() {
        return address(host, port);
    }

    private static URI address(String host, int port) {
        try {
            return new URI(SCHEME + "://" + host + ":" + port);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("its host is none", null);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ticket of " + inviter + " at " + host + ":" + port;
    }
}
