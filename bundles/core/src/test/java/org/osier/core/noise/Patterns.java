package org.osier.core.noise;

/** Patterns that Osier does not use on its links today, for the vectors of others and to hold the engine general. */
final class Patterns {
    static final Pattern XX = Pattern.parse("XX", """
            -> e
            <- e, ee, s, es
            -> s, se
            """);

    static final Pattern IK = Pattern.parse("IK", """
            <- s
            ...
            -> e, es, s, ss
            <- e, ee, se
            """);

    private Patterns() {}
}
