package org.osier.core.session;

import org.osier.core.session.rules.Outgoing;
import org.osier.mesh.MeshException.Kind;

/** A message on its way, and who wants to hear what became of it. Told once, on any thread, under no lock: return at once. */
public abstract class Token extends Outgoing {
    /** @param message {@code [u8 type][body]}, the session's from now on */
    protected Token(int stream, byte[] message) {
        super(stream, message);
    }

    /** The peer's session has handed it over. */
    protected abstract void acknowledged();

    /** It will not be known to have arrived. @param kind NOT_SENT or UNKNOWN_OUTCOME */
    protected abstract void failed(Kind kind, String why);

    /** For messages of which nobody wants to hear. */
    public static Token unwatched(int stream, byte[] message) {
        return new Token(stream, message) {
            @Override
            protected void acknowledged() {}

            @Override
            protected void failed(Kind kind, String why) {}
        };
    }
}
