package org.osier.core.identity;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The home of a node cannot be used as it is. The message says what was seen and, behind "next:", what to do. */
public class HomeException extends IOException {
    /** Data full or not writable. */
    public static final int NOT_WRITABLE = 106;

    /** Home in use by another process. */
    public static final int IN_USE = 105;

    private static final long serialVersionUID = 1;

    private final int code;
    private final String what;
    private final String seen;
    private final String next;

    /**
     * @param code the nnn of OSIER-nnn
     * @param what what was seen, with the path; never what a secret file holds
     * @param next what the operator can do now
     */
    public HomeException(int code, String what, String next, @Nullable Throwable cause) {
        super("OSIER-" + code + " " + what + "   next: " + next, cause);
        this.code = code;
        this.what = "OSIER-" + code + " " + what;
        this.seen = what;
        this.next = next;
    }

    /** The nnn of OSIER-nnn. */
    public int code() {
        return code;
    }

    /** The code and what was seen, for a screen that shows what to do on a line of its own. */
    public String what() {
        return what;
    }

    /** What was seen, for a screen that shows the code itself. */
    public String seen() {
        return seen;
    }

    /** What the operator can do now. */
    public String next() {
        return next;
    }

    /** Why a file could not be used, in a few words without its path. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) return "no such file";
        if (e instanceof AccessDeniedException) return "access denied";
        if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
        return e instanceof FileSystemException || e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }
}
