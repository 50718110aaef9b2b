package org.osier.core.identity;

import java.io.IOException;
import java.nio.file.Path;

/** A process that takes a home, says "taken" or why not, and ends with its input. */
public final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try {
            var lock = HomeLock.take(Path.of(arguments[0]));
            System.out.println("taken");
            while (System.in.read() >= 0) {
                // until whoever started us closes the pipe, or kills us
            }
            lock.close();
        } catch (HomeException e) {
            System.out.println(e.what());
        }
    }
}
