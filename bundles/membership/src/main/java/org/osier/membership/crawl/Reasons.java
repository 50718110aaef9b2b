package org.osier.membership.crawl;

import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.node.NodeId;

/** Why a node told nothing, in words for people. */
final class Reasons {
    /** What others say may be long. */
    private static final int MAX_TEXT = 200;

    private Reasons() {}

    /** A dial came to nothing. Where, stands in the record: what counts is why. */
    static MeshException ofDial(URI address, Throwable e) {
        var cause = cause(e);
        if (cause instanceof MeshException known) {
            var why = without(address + ": ", String.valueOf(known.getMessage()));
            return new MeshException(known.kind(), known.code(), why, known);
        }
        if (cause instanceof TimeoutException) {
            return new MeshException(Kind.UNREACHABLE, 114, "no link in time", e);
        }
        return new MeshException(Kind.UNREACHABLE, 112, String.valueOf(cause), e);
    }

    /** Whether the node itself said so, over a link: then it is there. */
    static boolean provesIt(Throwable e) {
        if (!(cause(e) instanceof MeshException known)) return false;
        return switch (known.kind()) {
            case NO_HANDLER, THREAT, HANDLER_FAILED, BAD_PACKET -> true;
            case UNREACHABLE, TOO_LARGE, NO_ANSWER, OVERLOADED, NOT_SENT, UNKNOWN_OUTCOME, NOT_AUTHENTIC -> false;
        };
    }

    /** @param asked who told nothing: his name stands beside it */
    static String text(NodeId asked, Throwable e) {
        var cause = cause(e);
        if (!(cause instanceof MeshException known)) return String.valueOf(cause.getMessage());
        if (known.kind() == Kind.NO_HANDLER) return code(known) + "no bundle membership there, it tells nothing";
        var text = code(known) + without(asked.brief() + ": ", String.valueOf(known.getMessage()));
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private static String without(String prefix, String text) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String code(MeshException e) {
        return e.code() == 0 ? "" : String.format(Locale.ROOT, "OSIER-%03d ", e.code());
    }

    private static Throwable cause(Throwable e) {
        var cause = e;
        while (cause instanceof CompletionException && cause.getCause() != null) cause = cause.getCause();
        return cause;
    }
}
