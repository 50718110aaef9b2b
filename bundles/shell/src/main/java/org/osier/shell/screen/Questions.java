package org.osier.shell.screen;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Asks whoever sits in front of a screen for what is not for others: what is typed is not shown. */
public interface Questions {
    /** Longest file that is read. */
    int MAX_FILE_BYTES = 65_535;

    /** Nobody sits there. */
    Questions NOBODY = new Questions() {
        @Override
        public Optional<char[]> ask(String what) {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> file(String path) {
            return Optional.empty();
        }
    };

    /**
     * Waits for a person, 2 minutes at most.
     *
     * @return what was typed, whoever takes it wipes it; empty: nobody answered
     * @throws InterruptedException if whoever called went away
     */
    Optional<char[]> ask(String what) throws InterruptedException;

    /**
     * Reads a file of that person, with his rights and from where he stands.
     *
     * @param path as he wrote it
     * @return empty: it cannot be read, or is too long
     */
    Optional<byte[]> file(String path) throws InterruptedException;

    /** At the terminal of this process, if it has one. @param out where the question is shown */
    static Questions atTerminal(PrintStream out) {
        return new Questions() {
            @Override
            public Optional<char[]> ask(String what) {
                if (!Terminal.isPresent()) return Optional.empty();
                // By the same way as the screen above it: the console has a way of its own, and may be quicker.
                out.print(what + ": ");
                out.flush();
                return Optional.ofNullable(System.console().readPassword());
            }

            @Override
            public Optional<byte[]> file(String path) {
                try (var in = Files.newInputStream(Path.of(path))) {
                    var bytes = in.readNBytes(MAX_FILE_BYTES + 1);
                    return Optional.of(bytes).filter(b -> b.length <= MAX_FILE_BYTES);
                } catch (IOException | InvalidPathException e) {
                    return Optional.empty();
                }
            }
        };
    }
}
