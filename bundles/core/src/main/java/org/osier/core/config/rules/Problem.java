package org.osier.core.config.rules;

/**
 * Something in a configuration that does not count.
 *
 * @param code the nnn of OSIER-nnn
 * @param key where
 * @param what what was seen and what was expected
 * @param instead what counts now
 */
public record Problem(int code, String key, String what, String instead) {
    /** A value that cannot be used. */
    public static final int REJECTED = 201;

    /** A key that nobody knows. */
    public static final int UNKNOWN_KEY = 202;

    /** The line for the operator. @param where the file, or the PID if it came from no file */
    public String line(String where) {
        return "OSIER-" + code + " " + where + ": " + what + "; " + instead;
    }
}
