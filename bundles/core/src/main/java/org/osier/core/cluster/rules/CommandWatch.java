package org.osier.core.cluster.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.osier.core.cluster.Administrators;
import org.osier.core.cluster.BadDocumentException;
import org.osier.core.cluster.Command;
import org.osier.node.NodeId;

/**
 * Which commands count: each once, in the order in which its administrator gave them, and not after its end. Immutable;
 * whoever obeys stores {@link #serials} before it does.
 */
public final class CommandWatch {
    /** So far a clock may be behind that of an administrator (as for records, WIRE.md, section 7). */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private final Map<String, Long> serials; // by key in hex; one for each administrator that ever was

    private CommandWatch(Map<String, Long> serials) {
        this.serials = Map.copyOf(serials);
    }

    /** @param serials of the last command of each key in hex, as {@link #serials} told */
    public static CommandWatch of(Map<String, Long> serials) {
        return new CommandWatch(serials);
    }

    /** The last serial of each key in hex. */
    public Map<String, Long> serials() {
        return serials;
    }

    /**
     * A command came.
     *
     * @param body what it was signed for
     * @return what is known when it was obeyed
     * @throws BadDocumentException if it does not count: signed by nobody who may, not for us, repeated, too old or not yet
     */
    public CommandWatch accept(Command command, byte[] body, Administrators administrators, NodeId self, Instant now)
            throws BadDocumentException {
        command.verify(administrators);
        if (!command.isFor(body)) throw new BadDocumentException("a command for another body");
        if (command.target().filter(target -> !target.equals(self)).isPresent()) {
            throw new BadDocumentException("a command for another node");
        }
        if (!now.isBefore(command.expires())) throw new BadDocumentException("a command that has expired");
        if (command.issued().isAfter(now.plus(AHEAD))) throw new BadDocumentException("a command from the future");
        var key = HexFormat.of().formatHex(command.key());
        var last = serials.get(key);
        if (last != null && Long.compareUnsigned(command.serial(), last) <= 0) {
            throw new BadDocumentException("a command that came before");
        }
        var next = new HashMap<>(serials);
        next.put(key, command.serial());
        return new CommandWatch(next);
    }
}
