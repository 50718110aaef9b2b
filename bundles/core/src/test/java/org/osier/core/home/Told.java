package org.osier.core.home;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a process told of one home: identity and cluster must never change from then on, the serial only rise. */
record Told(String id, String cluster, long serial) {
    private static final int WORDS = 4;

    /** The last that was told of each home. @param lines each {@code HOME ID CLUSTER SERIAL} */
    static Map<String, Told> in(List<String> lines) {
        var told = new LinkedHashMap<String, Told>();
        for (var line : lines) {
            var words = line.split(" ");
            if (words.length != WORDS) throw new AssertionError("not understood: " + line);
            var now = new Told(words[1], words[2], Long.parseLong(words[3]));
            var before = told.put(words[0], now);
            if (before != null) now.mustFollow(before, 0);
        }
        return told;
    }

    /** @param rise of the serial, at least */
    void mustFollow(Told before, long rise) {
        boolean follows = id.equals(before.id) && cluster.equals(before.cluster) && serial >= before.serial + rise;
        if (!follows) throw new AssertionError(before + " was told, and now " + this);
    }
}
