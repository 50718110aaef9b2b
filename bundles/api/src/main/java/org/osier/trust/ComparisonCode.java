package org.osier.trust;

import java.time.Duration;

/**
 * Eight digits that all members show at the same time, and nobody else can: for people who compare two screens. RFC 6238
 * with SHA-256 and steps of 30 s, from a key of the cluster's secret. Says that both know the secret, not who they are.
 *
 * @param digits of now
 * @param left until the next one
 */
public record ComparisonCode(String digits, Duration left) {}
