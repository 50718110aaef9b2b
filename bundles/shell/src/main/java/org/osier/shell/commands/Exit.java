package org.osier.shell.commands;

/** How a command ended, as scripts see it. The client of the socket has one more: 4, no node runs. */
public enum Exit {
    /** It did what was asked. */
    DONE(0),
    /** It could not; the screen says why. */
    FAILED(1),
    /** It was called with words that it does not understand; nothing was done. */
    WRONG_USE(2),
    /** It did some of what was asked. */
    PARTIAL(3);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** What the process of the client ends with. */
    public int code() {
        return code;
    }
}
