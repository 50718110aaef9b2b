package org.osier.launcher;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;

/**
 * One command line as it goes to the node: {@code u8 1, u8 look, u16 columns, u16 rows, u16 count}, then each argument as
 * {@link DataOutputStream#writeUTF} writes it. Arguments are never joined, so nothing in them is taken for syntax.
 */
final class Request {
    private static final int VERSION = 1;
    private static final int MOST = 65_535;

    private final byte[] bytes;

    private Request(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Where the answer goes.
     *
     * @param terminal whether to a terminal
     * @param colour whether it wants colours
     * @param columns its width; taken into 1 to 65,535
     * @param rows its height; taken into 0 to 65,535, 0 if unknown
     * @param answers whether questions are answered
     */
    record Look(boolean terminal, boolean colour, int columns, int rows, boolean answers) {
        Look(boolean terminal, boolean colour, int columns, int rows) {
            this(terminal, colour, columns, rows, false);
        }

        private int bits() {
            return (colour ? 1 : 0) | (terminal ? 2 : 0) | (answers ? 4 : 0);
        }
    }

    static Request of(Look look, String... arguments) throws WrongUseException {
        if (arguments.length > MOST) throw new WrongUseException("more than 65,535 arguments");
        var buffer = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(buffer)) {
            out.writeByte(VERSION);
            out.writeByte(look.bits());
            out.writeShort(Math.min(Math.max(look.columns, 1), MOST));
            out.writeShort(Math.min(Math.max(look.rows, 0), MOST));
            out.writeShort(arguments.length);
            for (var argument : arguments) out.writeUTF(argument);
        } catch (UTFDataFormatException e) {
            throw new WrongUseException("an argument is longer than 65,535 bytes");
        } catch (IOException e) {
            throw new AssertionError(e); // nothing but memory is written
        }
        return new Request(buffer.toByteArray());
    }

    byte[] bytes() {
        return bytes;
    }
}
