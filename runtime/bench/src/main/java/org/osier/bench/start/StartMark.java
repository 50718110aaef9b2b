package org.osier.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** A bundle of its own in the distribution without ours: tells, by a file, when the framework has reached its last level. */
public final class StartMark implements BundleActivator {
    /** System property: the file. */
    static final String FILE = "osier.bench.mark";

    private final FrameworkListener listener = event -> {
        if (event.getType() == FrameworkEvent.STARTED) mark();
    };

    @Override
    public void start(BundleContext context) {
        context.addFrameworkListener(listener);
    }

    @Override
    public void stop(BundleContext context) {
        context.removeFrameworkListener(listener);
    }

    private static void mark() {
        try {
            Files.createFile(Path.of(System.getProperty(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
