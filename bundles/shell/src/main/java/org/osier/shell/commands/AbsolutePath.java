package org.osier.shell.commands;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path that a user names and the node opens: it runs in a folder of its own, where a relative one is another file. */
final class AbsolutePath {
    private AbsolutePath() {}

    /** @param what names it in a failure */
    static Path of(Args args, String what, String name) throws Failure {
        try {
            var path = Path.of(name);
            if (path.isAbsolute()) return path;
        } catch (InvalidPathException e) {
            // The same answer.
        }
        throw args.wrongUse(what + " needs an absolute path, got " + name + ".");
    }
}
