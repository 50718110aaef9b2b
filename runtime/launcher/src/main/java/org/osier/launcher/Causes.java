package org.osier.launcher;

import java.nio.file.FileSystemException;

/** One line that says why something failed, for people who did not write it. */
final class Causes {
    private Causes() {}

    static String of(Throwable failure) {
        // The message of a FileSystemException is often the path alone.
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getClass().getSimpleName().replace("Exception", "") + ": " + file.getMessage();
        }
        var message = failure.getMessage();
        var said = message == null ? failure.getClass().getSimpleName() : message;
        return said.lines().findFirst().orElse(said);
    }
}
