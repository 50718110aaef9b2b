package org.osier.shell.news;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogLevel;
import org.osier.shell.FakeLog;

class LogLinesTest {
    private final FakeLog log = new FakeLog();
    private final Ring<LogLine> ring = new Ring<>(100);
    private final LogLines lines = new LogLines(ring, event -> {}, bundle -> true);

    private List<String> texts() {
        return ring.fromOldest().poll().items().stream().map(LogLine::text).toList();
    }

    /** Goal: what was logged before this bundle started is there, once, also what comes in that moment. */
    @Test
    void whatTheLogKeptComesFirstAndNothingTwice() {
        log.add(LogLevel.INFO, "org.osier.core", "one");
        log.add(LogLevel.INFO, "org.osier.core", "two");
        lines.listenTo(log);
        log.tellAgain(log.newest());
        log.add(LogLevel.INFO, "org.osier.core", "three");
        assertThat(texts()).containsExactly("one", "two", "three");
    }

    @Test
    void anExceptionIsItsMessagesWithoutItsStack() {
        lines.listenTo(log);
        log.add(
                LogLevel.WARN,
                "org.osier.dispatcher",
                "handler failed",
                new IllegalStateException("no", new IOException("disk full")));
        assertThat(texts())
                .containsExactly("handler failed: java.lang.IllegalStateException: no"
                        + ", caused by java.io.IOException: disk full");
    }

    @Test
    void aLineIsNeverLong() {
        lines.listenTo(log);
        log.add(LogLevel.WARN, "org.osier.core", "x".repeat(1_000_000));
        assertThat(texts().get(0)).hasSize(LogLine.MAX_CHARS);
    }

    /** Goal: what others of a shared framework log does not push our lines out. */
    @Test
    void onlyThoseAreHeardWhoAreToBeHeard() {
        new LogLines(ring, event -> {}, BundleEvents::isOfTheMesh).listenTo(log);
        for (var bundle : List.of("org.apache.karaf.kar.core", "org.osier.core"))
            log.add(LogLevel.INFO, bundle, bundle);
        assertThat(texts()).containsExactly("org.osier.core");
    }

    @Test
    void whoLoggedIsAWord() {
        lines.listenTo(log);
        for (var bundle : List.of("org.osier.transport.tcp", "org.apache.felix.fileinstall", "single")) {
            log.add(LogLevel.INFO, bundle, "x");
        }
        assertThat(ring.fromOldest().poll().items())
                .extracting(LogLine::origin)
                .containsExactly("transport.tcp", "fileinstall", "single");
    }
}
