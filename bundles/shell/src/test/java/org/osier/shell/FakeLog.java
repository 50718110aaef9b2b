package org.osier.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/** A log of OSGi that keeps everything. */
public final class FakeLog implements LogReaderService {
    private final List<LogEntry> entries = new ArrayList<>();
    private final List<LogListener> listeners = new ArrayList<>();

    public void add(LogLevel level, String bundle, String message) {
        add(level, bundle, message, null);
    }

    public void add(LogLevel level, String bundle, String message, @Nullable Throwable thrown) {
        var entry = new Entry(level, FakeOsgi.bundle(bundle, "x"), message, thrown, entries.size());
        entries.add(0, entry);
        tellAgain(entry);
    }

    /** As when an entry is on its way to a listener that already read it in the log. */
    public void tellAgain(LogEntry entry) {
        listeners.forEach(l -> l.logged(entry));
    }

    /** The newest. */
    public LogEntry newest() {
        return entries.get(0);
    }

    public boolean isHeard() {
        return !listeners.isEmpty();
    }

    @Override
    public void addLogListener(LogListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeLogListener(LogListener listener) {
        listeners.remove(listener);
    }

    @Override
    public Enumeration<LogEntry> getLog() {
        return Collections.enumeration(entries);
    }

    private record Entry(
            LogLevel level,
            Bundle bundle,
            String message,
            @Nullable Throwable thrown,
            long number) implements LogEntry {
        @Override
        public Bundle getBundle() {
            return bundle;
        }

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable ServiceReference<?> getServiceReference() {
            return null;
        }

        @Override
        @SuppressWarnings("deprecation")
        public int getLevel() {
            return level.ordinal();
        }

        @Override
        public String getMessage() {
            return message;
        }

        @Override
        public @Nullable Throwable getException() {
            return thrown;
        }

        @Override
        public long getTime() {
            return FakeSelf.NOW.toEpochMilli();
        }

        @Override
        public LogLevel getLogLevel() {
            return level;
        }

        @Override
        public String getLoggerName() {
            return bundle.getSymbolicName() + ".Some";
        }

        @Override
        public long getSequence() {
            return number;
        }

        @Override
        public String getThreadInfo() {
            return "main";
        }

        @Override
        public @Nullable StackTraceElement getLocation() {
            return null;
        }
    }
}
