package org.osier.core.noise;

/** What a message of a handshake does, one step after the other (Noise 7.1, 9.1; noise_hfs_spec revision 1). */
enum Token {
    /** Mix the pre-shared key. */
    PSK,
    /** Send a new ephemeral key, clear. */
    E,
    /** Send the static key, encrypted as soon as there is a key. */
    S,
    /** Agree: ephemeral, ephemeral. */
    EE,
    /** Agree: the initiator's ephemeral, the responder's static. */
    ES,
    /** Agree: the initiator's static, the responder's ephemeral. */
    SE,
    /** Agree: static, static. */
    SS,
    /** Send a new encapsulation key, encrypted as soon as there is a key. */
    E1,
    /** Send a ciphertext for it, encrypted as soon as there is a key; both know its secret. */
    EKEM1
}
