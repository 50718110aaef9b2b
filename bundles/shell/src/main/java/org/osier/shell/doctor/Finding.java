package org.osier.shell.doctor;

import java.util.List;
import org.osier.mesh.Attempt;

/**
 * One thing that was looked at. Immutable; {@code with...} return changed copies.
 *
 * @param level how it is
 * @param subject what was looked at, in a word or two
 * @param code the nnn of OSIER-nnn, 0 without one
 * @param text what was seen, for people
 * @param attempts dials that tell more, the last one for each address
 * @param likely the likely cause, empty if there is nothing to guess
 * @param next what to do next, empty if nothing has to be done
 */
public record Finding(
        Level level, String subject, int code, String text, List<Attempt> attempts, String likely, String next) {
    /** How something is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Cannot be known, or is told for whoever wants to know. */
        NOTE,
        /** May be meant so, and may not. */
        HINT,
        /** Wrong: a problem. */
        FAIL
    }

    public Finding {
        attempts = List.copyOf(attempts);
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, 0, text, List.of(), "", "");
    }

    static Finding note(String subject, String text) {
        return new Finding(Level.NOTE, subject, 0, text, List.of(), "", "");
    }

    static Finding hint(String subject, int code, String text, String next) {
        return new Finding(Level.HINT, subject, code, text, List.of(), "", next);
    }

    static Finding fail(String subject, int code, String text, String next) {
        return new Finding(Level.FAIL, subject, code, text, List.of(), "", next);
    }

    Finding withAttempts(List<Attempt> attempts) {
        return new Finding(level, subject, code, text, attempts, likely, next);
    }

    Finding withCause(Likely cause) {
        return new Finding(level, subject, cause.code(), text, attempts, cause.text(), cause.next());
    }

    /** Whether something has to be done. */
    public boolean isProblem() {
        return level == Level.FAIL;
    }
}
