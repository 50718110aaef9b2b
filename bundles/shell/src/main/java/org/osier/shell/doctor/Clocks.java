package org.osier.shell.doctor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.osier.mesh.Peer;
import org.osier.shell.screen.Units;

/** Whether the clocks of this node and of its peers agree, as far as peers tell. */
final class Clocks {
    private static final String SUBJECT = "clock";

    /** WIRE.md, section 7: beyond this a record is not taken. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Clocks() {}

    static Finding look(List<Peer> peers) {
        var told = peers.stream().filter(p -> p.clockSkew().isPresent()).toList();
        if (told.isEmpty())
            return Finding.note(SUBJECT, "nobody to compare it with: only who dials this node tells its time");
        var wrong = told.stream().filter(p -> isWrong(skew(p))).toList();
        if (wrong.isEmpty()) return Finding.ok(SUBJECT, within(told));
        return Finding.fail(SUBJECT, 104, differ(wrong), isOurs(wrong, told) ? ours(wrong, told) : theirs(wrong));
    }

    private static Duration skew(Peer peer) {
        return peer.clockSkew().orElseThrow();
    }

    private static boolean isWrong(Duration skew) {
        return skew.abs().compareTo(LIMIT) > 0;
    }

    private static String within(List<Peer> told) {
        long seconds = told.stream()
                .mapToLong(p -> skew(p).abs().plusMillis(999).toSeconds())
                .max()
                .orElseThrow();
        return "within " + Math.max(1, seconds) + " s of " + Units.count(told.size(), "peer");
    }

    private static String differ(List<Peer> wrong) {
        return wrong.stream()
                .limit(3)
                .map(p -> p.name() + " is " + Units.span(skew(p).abs()) + (skew(p).isNegative() ? " behind" : " ahead"))
                .collect(Collectors.joining(", ", "", more(wrong.size() - 3)));
    }

    private static String more(int others) {
        return others > 0 ? ", and " + others + " more" : "";
    }

    /** Most of several peers on the same side of us: then it is not they who are wrong. */
    private static boolean isOurs(List<Peer> wrong, List<Peer> told) {
        long behind = wrong.stream().filter(p -> skew(p).isNegative()).count();
        long together = Math.max(behind, wrong.size() - behind);
        return together > 1 && 2 * together > told.size();
    }

    private static String ours(List<Peer> wrong, List<Peer> told) {
        return "set the clock of this machine: " + wrong.size() + " of " + told.size() + " peers disagree with it";
    }

    private static String theirs(List<Peer> wrong) {
        return "set the clock of " + (wrong.size() == 1 ? wrong.get(0).name() + "'s machine" : "their machines")
                + ", or of this one";
    }
}
