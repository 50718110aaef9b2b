package org.osier.shell.news;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * Hears what the node logs, on the thread that logs it. The same in Felix and in Karaf, wherever the file is. What was
 * refused with a code is an event as well: nobody else tells of it.
 */
final class LogLines implements LogListener {
    /** {@code OSIER-201 etc/org.osier.core.cfg: why}, {@code OSIER-203 deploy/a.jar is refused: why}. */
    private static final Pattern REFUSED =
            Pattern.compile("(OSIER-20\\d) (\\S{1,200}?)(?: is refused)?: (.*)", Pattern.DOTALL);

    private final Ring<LogLine> lines;
    private final Consumer<Event> events;
    private final Predicate<Bundle> heard;

    private final Set<Long> known = new HashSet<>(); // guarded by this: numbers of the entries that were kept for us

    /** @param heard whose lines are kept */
    LogLines(Ring<LogLine> lines, Consumer<Event> events, Predicate<Bundle> heard) {
        this.lines = lines;
        this.events = events;
        this.heard = heard;
    }

    /** Begins with the few entries that the log itself has kept: it began before us. */
    void listenTo(LogReaderService log) {
        synchronized (this) { // what is logged meanwhile waits, and is then known or new
            log.addLogListener(this);
            var kept = new ArrayList<>(Collections.list(log.getLog()));
            Collections.reverse(kept);
            known.clear();
            for (var entry : kept) {
                known.add(entry.getSequence());
                add(entry);
            }
        }
    }

    @Override
    public void logged(LogEntry entry) {
        synchronized (this) {
            if (!known.remove(entry.getSequence())) add(entry);
        }
    }

    private void add(LogEntry entry) {
        var bundle = entry.getBundle(); // null: gone, nobody knows whose it was
        if (bundle != null && !heard.test(bundle)) return;
        var line = LogLine.of(entry);
        lines.add(line);
        if (!LogLevel.WARN.implies(line.level())) return;
        var refused = REFUSED.matcher(line.text());
        if (!refused.matches()) return;
        var about = refused.group(1).equals("OSIER-203") ? Event.About.BUNDLE : Event.About.CONFIGURATION;
        events.accept(new Event(
                line.at(),
                Event.Mark.REFUSED,
                about,
                refused.group(2),
                "refused: " + refused.group(3) + " (" + refused.group(1) + ")"));
    }
}
