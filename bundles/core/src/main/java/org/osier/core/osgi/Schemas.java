package org.osier.core.osgi;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.osier.core.config.MetatypeReader;
import org.osier.core.config.rules.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of every PID that is ours to check, from the metatype documents of all bundles: a bundle's are known before
 * it can start. Any thread.
 */
final class Schemas implements BundleTrackerCustomizer<Bundle> {
    private static final Logger log = LoggerFactory.getLogger(Schemas.class);

    /** All but UNINSTALLED. */
    private static final int INSTALLED =
            Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    /** Documents of one bundle that are read at most. */
    private static final int MAX_DOCUMENTS = 64;

    private final Map<Bundle, Map<String, Schema>> byBundle = new ConcurrentHashMap<>();
    private final BundleTracker<Bundle> tracker;

    Schemas(BundleContext context) {
        tracker = new BundleTracker<>(context, INSTALLED, this);
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    /** The keys of this PID; of several bundles that have it, as during an update, those of the newest. */
    @Nullable
    Schema of(String pid) {
        Bundle newest = null;
        for (var entry : byBundle.entrySet()) {
            var bundle = entry.getKey();
            if (entry.getValue().containsKey(pid) && (newest == null || bundle.compareTo(newest) > 0)) newest = bundle;
        }
        return newest == null ? null : byBundle.getOrDefault(newest, Map.of()).get(pid);
    }

    @Override
    public Bundle addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        take(bundle);
        return bundle;
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
        if (event != null && event.getType() == BundleEvent.UPDATED) take(bundle);
    }

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
        byBundle.remove(bundle);
    }

    private void take(Bundle bundle) {
        var schemas = read(bundle);
        if (schemas.isEmpty()) byBundle.remove(bundle);
        else byBundle.put(bundle, schemas);
    }

    private static Map<String, Schema> read(Bundle bundle) {
        var schemas = new HashMap<String, Schema>();
        var paths = bundle.getEntryPaths(MetatypeReader.FOLDER);
        if (paths == null) return schemas;
        for (var path :
                Collections.list(paths).stream().sorted().limit(MAX_DOCUMENTS).toList()) {
            if (!path.endsWith(".xml")) continue;
            try (var in = bundle.getEntry(path).openStream()) {
                schemas.putAll(MetatypeReader.read(in));
            } catch (IOException e) {
                log.warn("{}: {} is not used to check its configuration, {}", bundle, path, e.getMessage());
            }
        }
        return schemas;
    }
}
