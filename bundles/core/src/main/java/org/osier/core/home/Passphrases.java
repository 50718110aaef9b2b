package org.osier.core.home;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.PassphraseSeal;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.IdentityException;
import org.osier.parts.file.OwnerOnly;

/** Where a passphrase comes from: whoever sits at the terminal, without echo, or a file (0600). Never a word of a command. */
final class Passphrases {
    private static final int LONGEST_BYTES = 4_096;

    private final @Nullable Function<String, char @Nullable []> terminal;

    /** @param terminal asks and reads without echo, null when there is nothing more; null: there is no terminal */
    Passphrases(@Nullable Function<String, char @Nullable []> terminal) {
        this.terminal = terminal;
    }

    /** The terminal of this process, if it has one. */
    static Passphrases ofProcess() {
        var console = System.console();
        return new Passphrases(console == null ? null : prompt -> console.readPassword("%s", prompt));
    }

    /** Nothing that could be used. */
    static final class NoPassphraseException extends Exception {
        private static final long serialVersionUID = 1;

        private final String next;

        NoPassphraseException(String message, String next) {
            super(message);
            this.next = next;
        }

        String next() {
            return next;
        }
    }

    /** One to encrypt with: long enough, and from a terminal typed twice. @param file to read it from */
    char[] chosen(Optional<Path> file) throws NoPassphraseException, HomeException {
        var passphrase = known(file);
        if (passphrase.length < PassphraseSeal.LEAST_CHARACTERS) {
            throw new NoPassphraseException(
                    "a passphrase has at least " + PassphraseSeal.LEAST_CHARACTERS + " characters",
                    "five words drawn by lot are a good one");
        }
        if (file.isEmpty() && !Arrays.equals(passphrase, ask("the same again: "))) {
            throw new NoPassphraseException("the two differ, nothing was written", "try again");
        }
        return passphrase;
    }

    /** One to open with. @param file to read it from */
    char[] known(Optional<Path> file) throws NoPassphraseException, HomeException {
        return file.isPresent() ? read(file.get()) : ask("passphrase (not shown): ");
    }

    private char[] ask(String prompt) throws NoPassphraseException {
        if (terminal == null) {
            throw new NoPassphraseException(
                    "there is no terminal to ask for the passphrase",
                    "call this on a terminal, or with --passphrase-file FILE   (0600, its first line counts)");
        }
        var passphrase = terminal.apply(prompt);
        if (passphrase == null) throw new NoPassphraseException("no passphrase, nothing was done", "try again");
        return passphrase;
    }

    private static char[] read(Path file) throws HomeException {
        try (var in = Files.newInputStream(file)) {
            if (!OwnerOnly.holds(file)) throw unusable(file, "is open to others", "chmod 600 " + file);
            var bytes = in.readNBytes(LONGEST_BYTES);
            var text = StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
            Arrays.fill(bytes, (byte) 0);
            return firstLine(text);
        } catch (CharacterCodingException e) {
            throw unusable(file, "is not UTF-8", "write the passphrase as text");
        } catch (HomeException e) {
            throw e;
        } catch (IOException e) {
            throw unusable(file, "cannot be read: " + HomeException.reason(e), "look at its path and its owner");
        }
    }

    private static char[] firstLine(CharBuffer text) {
        int end = 0;
        while (end < text.remaining() && text.charAt(end) != '\n' && text.charAt(end) != '\r') end++;
        var line = new char[end];
        text.get(line);
        return line;
    }

    private static HomeException unusable(Path file, String what, String next) {
        return new HomeException(IdentityException.UNREADABLE, "passphrase file " + file + " " + what, next, null);
    }
}
