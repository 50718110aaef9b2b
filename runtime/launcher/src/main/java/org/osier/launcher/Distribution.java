package org.osier.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder that was unpacked or built. Nothing is written into it, except by the node whose home it is. */
record Distribution(Path folder) {
    private static final String SYSTEM = "system";

    /** The distribution in {@code folder}. */
    static Distribution at(String folder) throws IOException, WrongUseException {
        var real = Path.of(folder).toRealPath();
        if (!Files.isDirectory(real.resolve(SYSTEM))) {
            throw new WrongUseException(real + " is not a distribution of Osier: it has no " + SYSTEM + "/");
        }
        return new Distribution(real);
    }

    /** The bundles that are not watched, in the order of their start. */
    List<SystemBundle> systemBundles(boolean console) throws IOException {
        var bundles = new ArrayList<SystemBundle>();
        for (var folder : list(folder.resolve(SYSTEM))) {
            var isConsole = SystemBundle.isConsole(folder);
            if (isConsole && !console) continue;
            var startLevel = SystemBundle.startLevel(folder);
            for (var jar : list(folder)) bundles.add(new SystemBundle(jar, startLevel, isConsole));
        }
        return bundles;
    }

    /** What is in {@code folder}, sorted by name. */
    static List<Path> list(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
