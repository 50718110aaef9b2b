package org.osier.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/**
 * Answers what the node asks for and nobody else may see: a passphrase, typed at the terminal without echo or, where the
 * input is no terminal, a line of it; and a file that the user named, read with his rights and from where he stands. No
 * other file: the node may be somebody with fewer rights.
 */
final class Answering {
    private static final byte[] NO_ANSWER = {0};
    private static final int ANSWER = 1;
    private static final int MAX_BYTES = 65_535;
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final String[] arguments;
    private final boolean typed;
    private final boolean piped;
    private BufferedReader lines;

    /**
     * @param arguments what the user typed
     * @param input whether the input of this process is a terminal
     * @param output whether its output is one
     */
    Answering(String[] arguments, boolean input, boolean output) {
        this.arguments = arguments.clone();
        typed = input && output && System.console() != null;
        piped = !input;
    }

    /** Whether questions are answered at all. */
    boolean isPossible() {
        return typed || piped;
    }

    /** What goes to the node: {@code [u8 1][u16 length][UTF-8]}, or {@code [u8 0]} without an answer. */
    byte[] answer(String question) throws IOException {
        var text = read(question);
        if (text == null) return NO_ANSWER;
        var utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        Arrays.fill(text, '\0');
        var bytes = new byte[utf8.remaining()];
        utf8.get(bytes);
        return frame(bytes);
    }

    private static byte[] frame(byte[] bytes) {
        if (bytes.length > MAX_BYTES) return NO_ANSWER;
        return ByteBuffer.allocate(3 + bytes.length)
                .put((byte) ANSWER)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    /** @return null: nobody answers */
    private char[] read(String question) throws IOException {
        if (typed) return System.console().readPassword("%s: ", question);
        if (!piped) return null;
        if (lines == null) lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        var line = lines.readLine();
        return line == null ? null : line.toCharArray();
    }

    /** The bytes of a file, framed as {@link #answer}. */
    byte[] file(String path) {
        if (!isNamed(path)) return NO_ANSWER;
        try {
            var file = Path.of(System.getProperty("osier.cwd", "")).resolve(path);
            if (isOpenToOthers(file)) {
                System.err.println("osier: " + file + " is open to others   next: chmod 600 " + file);
                return NO_ANSWER;
            }
            try (var in = Files.newInputStream(file)) {
                return frame(in.readNBytes(MAX_BYTES + 1));
            }
        } catch (IOException | InvalidPathException e) {
            return NO_ANSWER;
        }
    }

    private boolean isNamed(String path) {
        return Arrays.stream(arguments)
                .map(argument -> argument.substring(argument.startsWith("--") ? argument.indexOf('=') + 1 : 0))
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(path::equals);
    }

    private static boolean isOpenToOthers(Path file) throws IOException {
        boolean knowsModes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return knowsModes && !OWNER.containsAll(Files.getPosixFilePermissions(file));
    }
}
