package org.osier.core.noise;

import org.osier.core.crypto.Aead;

/** What a finished handshake leaves to one side: a key for each direction (Noise 5.2, Split). */
public record Split(Aead send, Aead receive) {}
