package org.osier.shell.socket;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client asks for.
 *
 * @param terminal whether its output goes to a terminal
 * @param colour whether it wants colours
 * @param answers whether it answers questions
 * @param columns of that terminal, 0 to 65,535, 0 if unknown
 * @param rows of that terminal, 0 to 65,535, 0 if unknown
 * @param words the command and what follows
 */
record WireRequest(boolean terminal, boolean colour, boolean answers, int columns, int rows, List<String> words) {
    static final int VERSION = 1;

    private static final int COLOUR = 1;
    private static final int TERMINAL = 2;
    private static final int ANSWERS = 4;

    /** Most words: together with the length of each, 65,535 bytes, the most memory that a client can take. */
    static final int MAX_WORDS = 64;

    /** @throws BadRequestException for anything else than a request of our version, naming what was wrong */
    static WireRequest read(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) throw new BadRequestException("protocol " + version + ", this node speaks " + VERSION);
        int look = in.readUnsignedByte();
        int columns = in.readUnsignedShort();
        int rows = in.readUnsignedShort();
        int count = in.readUnsignedShort();
        if (count > MAX_WORDS) throw new BadRequestException(count + " words, at most " + MAX_WORDS);
        var words = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) words.add(in.readUTF());
        return new WireRequest(
                (look & TERMINAL) != 0, (look & COLOUR) != 0, (look & ANSWERS) != 0, columns, rows, List.copyOf(words));
    }

    /** Bytes that are no request. */
    static final class BadRequestException extends IOException {
        private static final long serialVersionUID = 1;

        BadRequestException(String message) {
            super(message);
        }
    }
}
