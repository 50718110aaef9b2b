package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;

/** Changes files in the home of a node that runs, so that nobody ever sees half of one. */
final class HomeFiles {
    private HomeFiles() {}

    /** Puts a jar into a watched folder, or another one in its place. */
    static void drop(Path jar, Path home, String folder, String as) throws IOException {
        move(Files.copy(jar, temporary(home, as), StandardCopyOption.REPLACE_EXISTING), home, folder, as);
    }

    /** Edits a file in {@code etc/} as an operator does. @param key what the line begins with @param line in its place */
    static void edit(Path home, String file, String key, String line) throws IOException {
        var text = Files.readString(home.resolve("etc").resolve(file));
        var edited = text.replaceFirst("(?m)^" + key, Matcher.quoteReplacement(line));
        if (edited.equals(text)) throw new AssertionError(file + " is as it was, with " + line);
        move(Files.writeString(temporary(home, file), edited), home, "etc", file);
    }

    private static Path temporary(Path home, String name) {
        return home.resolve("data").resolve(name + ".tmp");
    }

    private static void move(Path temporary, Path home, String folder, String as) throws IOException {
        var target = home.resolve(folder).resolve(as);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
