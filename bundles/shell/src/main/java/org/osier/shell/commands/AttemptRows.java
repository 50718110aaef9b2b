package org.osier.shell.commands;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osier.mesh.Attempt;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;

/** What came of dials: newest first, those of one address that ended alike in one row. */
final class AttemptRows {
    private static final String LABEL = "  dials      ";

    /** What dials have in common that make one row. */
    private record Kind(URI address, int code, String cause) {
        static Kind of(Attempt attempt) {
            return new Kind(attempt.address(), attempt.code(), attempt.cause());
        }
    }

    private AttemptRows() {}

    static void write(Out out, List<Attempt> attempts, Instant now) {
        var kinds = new LinkedHashMap<Kind, List<Attempt>>();
        for (int i = attempts.size() - 1; i >= 0; i--) {
            kinds.computeIfAbsent(Kind.of(attempts.get(i)), k -> new ArrayList<>())
                    .add(attempts.get(i));
        }
        var lead = LABEL;
        for (var row : kinds.entrySet()) {
            out.hanging(
                    List.of(Span.of(lead), Span.of(Units.address(row.getKey().address()) + "  ")), words(row, now));
            lead = " ".repeat(LABEL.length());
        }
    }

    private static String words(Map.Entry<Kind, List<Attempt>> row, Instant now) {
        var alike = row.getValue();
        var words = sentence(alike.get(0)) + ", " + ago(alike.get(0), now);
        return alike.size() == 1
                ? words
                : words + ", " + alike.size() + " times in " + age(alike.get(alike.size() - 1), now);
    }

    /** Below a finding: the last dial for each address. */
    static void below(Out out, String indent, List<Attempt> attempts, boolean named, Instant now) {
        int widest = attempts.stream()
                .mapToInt(a -> Units.address(a.address()).length())
                .max()
                .orElse(0);
        for (var attempt : attempts) {
            var address = Units.address(attempt.address());
            var lead = indent + (named ? address + " ".repeat(widest - address.length() + 3) : "");
            out.hanging(List.of(new Span(Style.PLAIN, lead)), sentence(attempt) + ", " + ago(attempt, now));
        }
    }

    private static String sentence(Attempt attempt) {
        return attempt.code() == 0 ? attempt.cause() : Failure.name(attempt.code()) + " " + attempt.cause();
    }

    /** Why a peer is as it is, code first, so that it survives a narrow column. */
    static String note(Peer peer) {
        var attempts = peer.attempts();
        var last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        boolean tells = peer.state() == PeerState.FAILED && last != null && last.code() != 0;
        return tells ? sentence(last) : peer.why();
    }

    private static String ago(Attempt attempt, Instant now) {
        var age = age(attempt, now);
        return age.equals("now") ? "just now" : age + " ago";
    }

    private static String age(Attempt attempt, Instant now) {
        return Units.age(Duration.between(attempt.at(), now));
    }
}
