package org.osier.trust;

import java.time.Instant;
import java.util.Optional;

/**
 * The ways in that are open to those who are no members.
 *
 * @param tickets how many count
 * @param pinUntil while a PIN is shown: until when
 * @param open whether anybody who dials becomes a member
 * @param pending how many knocked without being let in
 */
public record Entrances(int tickets, Optional<Instant> pinUntil, boolean open, int pending) {}
