package org.osier.shell.news;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

/**
 * One line of the node's log, as text alone: an entry would keep the class loader of a bundle that was replaced.
 *
 * @param at when
 * @param level how bad
 * @param origin who, in a word
 * @param text what; the log's file has more of a very long one
 */
public record LogLine(Instant at, LogLevel level, String origin, String text) {
    /** Longest text: 1,000 lines stay below 4 MB. Our choice. */
    static final int MAX_CHARS = 2_000;

    private static final int MAX_CAUSES = 5;

    static LogLine of(LogEntry entry) {
        var text = new StringBuilder(String.valueOf(entry.getMessage()));
        var thrown = entry.getException();
        for (int i = 0; thrown != null && i < MAX_CAUSES; i++) {
            text.append(i == 0 ? ": " : ", caused by ").append(thrown);
            thrown = thrown.getCause();
        }
        if (text.length() > MAX_CHARS) text.setLength(MAX_CHARS);
        return new LogLine(
                Instant.ofEpochMilli(entry.getTime()),
                entry.getLogLevel(),
                origin(entry.getBundle(), entry.getLoggerName()),
                text.toString());
    }

    /** {@code transport.tcp} for ours, {@code fileinstall} for org.apache.felix.fileinstall. */
    private static String origin(@Nullable Bundle bundle, @Nullable String logger) {
        var name = bundle == null ? logger : bundle.getSymbolicName();
        if (name == null) return "-";
        if (name.startsWith(BundleEvents.OURS)) return name.substring(BundleEvents.OURS.length());
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
