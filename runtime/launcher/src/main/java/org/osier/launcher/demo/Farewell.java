package org.osier.launcher.demo;

import java.nio.file.Path;

/** The last lines of the demo: how it went, and what to do next. */
record Farewell(Osier osier, Options options, Screen screen) {
    void say(boolean held, String took) {
        var state = options.keep() ? "the nodes go on running" : "the nodes are stopped";
        screen.line((held ? "all of it held in " : "not all of it held; it took ") + took + "; " + state);
        if (!held) screen.line("  why: " + show(options.folder()) + "/NAME/data/log/osier.log, NAME being one of them");
        if (options.keep()) {
            screen.line("  next: " + command("alpha") + " peers");
            for (var name : Trio.NAMES) screen.line("  stop: " + command(name) + " stop");
        } else {
            screen.line("  next: " + show(osier.script()) + " --home " + show(options.folder())
                    + " demo --keep   leaves them running, to look at");
        }
    }

    private String command(String name) {
        return show(osier.script()) + " --home " + show(options.folder().resolve(name));
    }

    // As short as it works from where the user stands.
    private static Path show(Path path) {
        var here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
