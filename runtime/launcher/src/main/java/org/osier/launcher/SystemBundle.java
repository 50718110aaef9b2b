package org.osier.launcher;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A bundle of the distribution that is not watched.
 *
 * @param jar where it is
 * @param startLevel when it starts: the number that its folder's name begins with, as in {@code 3-services}
 * @param console whether it serves only somebody who types commands
 */
record SystemBundle(Path jar, int startLevel, boolean console) {
    /** The start level of what watches the home's folders, and of the bundles found there. */
    static final int FOLDERS_LEVEL = 5;

    private static final String CONSOLE = "-console";

    /** Whether {@code folder} holds the bundles of the console. */
    static boolean isConsole(Path folder) {
        return folder.getFileName().toString().endsWith(CONSOLE);
    }

    static int startLevel(Path folder) throws IOException {
        var name = folder.getFileName().toString();
        var dash = name.indexOf('-');
        try {
            return Integer.parseInt(name.substring(0, Math.max(dash, 0)));
        } catch (NumberFormatException e) {
            throw new IOException(
                    folder + ": the name of a folder in system/ begins with a start level, as 3-services");
        }
    }

    /** Where the framework finds it. It reads the jar in place: copying 10 MB into the cache would cost start time. */
    String location() {
        return "reference:" + jar.toUri();
    }
}
