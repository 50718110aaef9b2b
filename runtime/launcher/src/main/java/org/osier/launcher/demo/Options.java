package org.osier.launcher.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo was asked for.
 *
 * @param folder where the homes of the nodes go
 * @param keep whether the nodes go on running when it is over
 */
record Options(Path folder, boolean keep) {
    /** Reads {@code --home DIR [--keep]}; bin/osier always gives the first. */
    static Options parse(String... arguments) throws DemoException {
        var folder = Optional.<Path>empty();
        boolean keep = false;
        for (int i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            if (argument.equals("--keep")) {
                keep = true;
            } else if (argument.equals("--home") && i + 1 < arguments.length && folder.isEmpty()) {
                folder = Optional.of(Path.of(arguments[++i]).toAbsolutePath().normalize());
            } else {
                throw DemoException.wrongUse("demo has no option " + argument + ", only --home DIR and --keep");
            }
        }
        if (folder.isEmpty()) throw DemoException.wrongUse("--home DIR is missing");
        return new Options(folder.get(), keep);
    }
}
