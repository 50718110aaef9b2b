package org.osier.shell.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of each jar in {@code bundle/} and {@code deploy/} that does not run why not (OSIER-203), and when it does. */
@Component(
        service = {},
        immediate = true)
public final class DeployWatch {
    private static final Logger log = LoggerFactory.getLogger(DeployWatch.class);
    private static final List<String> FOLDERS = List.of("bundle", "deploy");

    /** Looked at in one folder; who has more is not helped by more lines. */
    private static final int MAX_JARS = 256;

    private static final long LOOK_MS = 1_000;

    /** Looks that see the same before it is told: what is being copied or installed is not refused. */
    private static final int PATIENCE = 4;

    /** What a look saw. @param trouble empty: none; @param looks that saw the same, one after the other */
    private record Seen(long bytes, long modified, String trouble, int looks) {
        Seen after(@Nullable Seen before) {
            boolean same = before != null
                    && bytes == before.bytes
                    && modified == before.modified
                    && trouble.equals(before.trouble);
            return same ? new Seen(bytes, modified, trouble, Math.min(before.looks + 1, PATIENCE)) : this;
        }
    }

    private final @Nullable Path home;
    private final Diagnosis diagnosis;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "osier-shell-deploy"));
    private Map<Path, Seen> before = Map.of(); // the thread's, as is told
    private final Map<Path, String> told = new HashMap<>();

    @Activate
    public DeployWatch(BundleContext context) {
        var folder = context.getProperty("osier.home");
        home = folder == null ? null : Path.of(folder);
        diagnosis = new Diagnosis(context);
        if (home == null) return;
        var framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        Runnable look = () -> {
            // While it starts, on a slow machine for long, bundles wait for their turn: none of them is in trouble.
            if (framework.getState() == Bundle.ACTIVE) look(home);
        };
        thread.scheduleWithFixedDelay(look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void stop() {
        thread.shutdownNow();
    }

    private void look(Path home) {
        var now = new HashMap<Path, Seen>();
        for (var folder : FOLDERS) for (var jar : jars(home.resolve(folder))) see(jar, now);
        now.forEach((jar, seen) -> {
            if (seen.looks == PATIENCE) tell(home, jar, seen.trouble());
        });
        told.keySet().retainAll(now.keySet());
        before = now;
    }

    private void see(Path jar, Map<Path, Seen> now) {
        try {
            var file = Files.readAttributes(jar, BasicFileAttributes.class);
            var seen = new Seen(file.size(), file.lastModifiedTime().toMillis(), diagnosis.of(jar), 1);
            now.put(jar, seen.after(before.get(jar)));
        } catch (IOException e) {
            // It has gone since we listed it.
        }
    }

    private void tell(Path home, Path jar, String trouble) {
        var last = told.getOrDefault(jar, "");
        if (trouble.equals(last)) return;
        told.put(jar, trouble);
        var name = home.relativize(jar);
        if (trouble.isEmpty()) log.info("{}: runs now", name);
        else log.warn("OSIER-203 {} is refused: {}. Put a good one in its place, or remove it", name, trouble);
    }

    private static List<Path> jars(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .limit(MAX_JARS)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            log.debug("{}: cannot be listed", folder, e);
            return List.of();
        }
    }
}
