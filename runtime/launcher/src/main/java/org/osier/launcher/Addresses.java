package org.osier.launcher;

import java.net.URI;
import java.net.URISyntaxException;

/** An address on the command line: {@code scheme://host:port}. Whether a transport knows the scheme shows later. */
final class Addresses {
    private static final int HIGHEST_PORT = 65_535;

    private Addresses() {}

    static String check(String option, String address, int lowestPort) throws WrongUseException {
        var wrong = option + " '" + address + "': ";
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw new WrongUseException(wrong + "not an address like tcp://host:7400");
        }
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new WrongUseException(wrong + "not an address like tcp://host:7400");
        }
        if (uri.getPort() < lowestPort || uri.getPort() > HIGHEST_PORT) {
            throw new WrongUseException(wrong + "the port is " + lowestPort + " to " + HIGHEST_PORT);
        }
        return address;
    }
}
