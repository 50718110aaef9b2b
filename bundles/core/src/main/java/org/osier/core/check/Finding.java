package org.osier.core.check;

import java.util.regex.Pattern;
import org.osier.core.identity.HomeException;

/**
 * One thing that was looked at.
 *
 * @param about one word for what it is, for programs
 * @param text for people, with its OSIER code if there is one
 * @param next what to do now; empty: nothing
 */
record Finding(Grade grade, String about, String text, String next) {
    private static final Pattern CODE = Pattern.compile("^OSIER-([0-9]{3})\\b.*", Pattern.DOTALL);

    /** How it is. */
    enum Grade {
        /** As it should be. */
        OK,
        /** A node starts, but look at it. */
        WARN,
        /** A node does not start, or not as its operator means it. */
        FAIL
    }

    static Finding ok(String about, String text) {
        return new Finding(Grade.OK, about, text, "");
    }

    static Finding warn(String about, String text, String next) {
        return new Finding(Grade.WARN, about, text, next);
    }

    static Finding fail(String about, String text, String next) {
        return new Finding(Grade.FAIL, about, text, next);
    }

    static Finding fail(String about, HomeException e) {
        return fail(about, e.what(), e.next());
    }

    /** The nnn of OSIER-nnn, 0 if it has none. */
    int code() {
        var code = CODE.matcher(text);
        return code.matches() ? Integer.parseInt(code.group(1)) : 0;
    }
}
