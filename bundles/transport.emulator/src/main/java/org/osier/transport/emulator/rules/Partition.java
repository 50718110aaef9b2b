package org.osier.transport.emulator.rules;

/** What does not pass at all, as this end sees it. */
public enum Partition {
    /** Everything passes. */
    NONE(false, false),
    /** Nothing of ours goes out; what others say still comes in. */
    MUTE(true, false),
    /** Nothing comes in; what we say still goes out. */
    DEAF(false, true),
    /** Nothing passes either way, and nobody is told. */
    SILENT(true, true),
    /** Connections break, dials fail, nobody is let in: the cable is out and both ends know. */
    CUT(true, true);

    private final boolean stopsOut;
    private final boolean stopsIn;

    Partition(boolean stopsOut, boolean stopsIn) {
        this.stopsOut = stopsOut;
        this.stopsIn = stopsIn;
    }

    public boolean stopsOut() {
        return stopsOut;
    }

    public boolean stopsIn() {
        return stopsIn;
    }
}
