package org.osier.discovery;

import java.net.URI;
import java.util.List;

/**
 * Somebody near says that a PIN is shown on his screen. Nobody vouches for it: whoever tries a PIN there learns whether
 * both know it, and nobody learns the PIN.
 *
 * @param id 16 hexadecimal digits, the same as long as that PIN is shown
 * @param addresses where to come, 1 to 8, the likeliest first
 */
public record PairingCall(String id, List<URI> addresses) {
    public PairingCall {
        addresses = List.copyOf(addresses);
    }
}
