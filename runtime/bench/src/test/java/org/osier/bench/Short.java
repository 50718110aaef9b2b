package org.osier.bench;

import java.util.List;

/** Options for JVMs that live for seconds: what the second compiler does for them, and pages touched in advance, are lost. */
final class Short {
    static final List<String> LIFE = List.of("-XX:TieredStopAtLevel=1", "-XX:-AlwaysPreTouch");

    private Short() {}
}
