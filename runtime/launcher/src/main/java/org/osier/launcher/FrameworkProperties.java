package org.osier.launcher;

import java.util.HashMap;
import java.util.Map;

/** How the framework and the bundles that are not ours are set up. */
final class FrameworkProperties {
    private FrameworkProperties() {}

    static Map<String, String> of(Home home, int lastStartLevel) {
        var properties = new HashMap<String, String>();
        framework(properties, home, lastStartLevel);
        watchedFolders(properties, home);
        logging(properties, home);
        // The console reads etc/gosh_profile below this folder.
        properties.put("gosh.home", home.folder().toString());
        return properties;
    }

    private static void framework(Map<String, String> properties, Home home, int lastStartLevel) {
        properties.put(
                "org.osgi.framework.storage", home.data().resolve("cache").toString());
        // The folders say what runs. A cache that survives would keep bundles whose jar was removed or replaced while
        // the node was down, and saves nothing: the system's bundles are read in place.
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put("org.osgi.framework.startlevel.beginning", Integer.toString(lastStartLevel));
        // The home has a lock already.
        properties.put("felix.cache.locking", "false");
    }

    private static void watchedFolders(Map<String, String> properties, Home home) {
        var folder = home.folder();
        // In this order: a bundle finds its configuration when it starts.
        var folders = folder.resolve("etc") + "," + folder.resolve("bundle") + "," + folder.resolve("deploy");
        properties.put("felix.fileinstall.dir", folders);
        properties.put("felix.fileinstall.filter", ".*\\.(jar|cfg)");
        properties.put(
                "felix.fileinstall.tmpdir",
                home.data().resolve("cache").resolve("fileinstall").toString());
        properties.put("felix.fileinstall.log.level", "3"); // information: what came, went or was refused
        properties.put("felix.fileinstall.poll", "500"); // milliseconds; an edit is live within two seconds
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.start.level", Integer.toString(SystemBundle.FOLDERS_LEVEL));
        properties.put("felix.fileinstall.enableConfigSave", "false"); // a node never writes into etc/
        // Its default is to refresh every bundle with an optional import when one jar changes.
        properties.put("felix.fileinstall.optionalImportRefreshScope", "none");
        properties.put("felix.fileinstall.fragmentRefreshScope", "none");
    }

    private static void logging(Map<String, String> properties, Home home) {
        properties.put(
                "org.ops4j.pax.logging.StaticLogbackFile",
                home.folder().resolve("etc").resolve("logback.xml").toString());
        // Until that file is read.
        properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
    }
}
