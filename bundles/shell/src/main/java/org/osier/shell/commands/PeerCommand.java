package org.osier.shell.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.osier.mesh.Mesh;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.mesh.Self;
import org.osier.node.NodeRecord;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;
import org.osier.trust.Invited;

/** {@code peer PEER}: everything this node knows of one. */
final class PeerCommand implements Command {
    /** OSIER-104 beyond this: records are not taken any more (WIRE.md, section 7). */
    private static final Duration MAX_SKEW = Duration.ofSeconds(60);

    private static final Synopsis SYNOPSIS = new Synopsis(
                    "peer", "All about one: state, path, why, counts, record, dials", List.of("PEER"), List.of())
            .watchable();

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure {
        var mesh = call.mesh();
        var target = Target.find(mesh, call.args().operand(0));
        if (target.isSelf()) {
            self(call, mesh.self());
        } else {
            peer(call, mesh, target.peer().orElseThrow());
        }
        return Exit.DONE;
    }

    private static void self(Call call, Self self) {
        var out = call.out();
        if (call.json()) {
            var document = Json.document("osier.peer/1");
            document.addProperty("self", true);
            document.addProperty("name", self.name());
            document.addProperty("id", self.id().toString());
            document.add("record", PeerJson.of(self.record()));
            out.json(document);
            return;
        }
        var now = call.node().clock().instant();
        out.field("name", Style.PLAIN, self.name());
        out.field("id", Style.PLAIN, self.id().toString());
        out.field("state", Style.GOOD, "this node, since " + span(self.started(), now));
        record(out, self.record(), now);
        out.next(new Next("status", "for where it listens and what it counted"));
    }

    private static void peer(Call call, Mesh mesh, Peer peer) {
        var out = call.out();
        if (call.json()) {
            var document = Json.document("osier.peer/1");
            document.addProperty("self", false);
            PeerJson.whole(peer).asMap().forEach(document::add);
            out.json(document);
            return;
        }
        var now = call.node().clock().instant();
        out.field("name", Style.PLAIN, peer.name());
        out.field("id", Style.PLAIN, peer.id().toString());
        out.field(
                "state",
                StateStyle.style(peer.state()),
                StateStyle.word(peer.state()) + ", since " + span(peer.since(), now));
        out.field("why", Style.PLAIN, peer.why());
        out.field("path", Style.PLAIN, path(peer));
        for (var path : peer.paths()) if (!path.carries()) out.field("standby", Style.PLAIN, standby(path, now));
        out.field("rtt", Style.PLAIN, peer.roundTrip().map(Units::roundTrip).orElse("-"));
        out.field("seen", Style.PLAIN, seen(peer, now));
        var counts = peer.counts();
        out.field(
                "counts",
                Style.PLAIN,
                List.of(
                        Units.count(counts.links(), "link"),
                        Units.count(counts.restarts(), "restart"),
                        Units.count(counts.sent()) + " sent",
                        Units.count(counts.received()) + " received"));
        out.field("boot", Style.PLAIN, peer.bootId() == 0 ? "-" : HexFormat.of().toHexDigits(peer.bootId()));
        peer.clockSkew().ifPresent(skew -> out.field("clock", clockStyle(skew), clock(skew)));
        peer.record().ifPresentOrElse(r -> record(out, r, now), () -> out.field("record", Style.PLAIN, "none yet"));
        InvitedBy.text(mesh, peer.record(), now)
                .ifPresent(text -> out.field("invited", Style.PLAIN, text.substring("invited ".length())));
        AttemptRows.write(out, peer.attempts(), now);
        var word = Target.word(peer.name(), peer.id());
        out.next(
                peer.state() == PeerState.ALIVE
                        ? new Next("ping " + word, "for its round trip now")
                        : new Next("doctor " + word, "for the likely cause"));
    }

    private static Style clockStyle(Duration skew) {
        return skew.abs().compareTo(MAX_SKEW) > 0 ? Style.WARN : Style.PLAIN;
    }

    private static String clock(Duration skew) {
        var off = skew.abs();
        if (off.toMillis() < 1_000) return "agrees with ours to a second";
        return Units.span(off)
                + (skew.isNegative() ? " behind ours" : " ahead of ours")
                + (off.compareTo(MAX_SKEW) > 0 ? " (OSIER-104)" : "");
    }

    private static String path(Peer peer) {
        return peer.path().map(p -> Units.address(p) + dialled(peer.dialled())).orElse("-");
    }

    private static String standby(Peer.Path path, Instant now) {
        var roundTrip =
                path.roundTrip().map(time -> ", " + Units.roundTrip(time)).orElse("");
        return Units.address(path.address()) + dialled(path.dialled()) + roundTrip + ", since "
                + span(path.since(), now);
    }

    private static String dialled(boolean here) {
        return here ? ", dialled from here" : ", dialled by the peer";
    }

    private static String seen(Peer peer, Instant now) {
        var age = Units.age(Duration.between(peer.seen(), now));
        return age.equals("now") ? age : age + " ago";
    }

    private static String span(Instant from, Instant to) {
        return Units.span(Duration.between(from, to));
    }

    private static void record(Out out, NodeRecord record, Instant now) {
        var expires = Duration.between(now, record.expires());
        var validity = expires.isNegative()
                ? "expired " + Units.span(expires.negated()) + " ago"
                : "expires in " + Units.span(expires);
        out.field(
                "record",
                Style.PLAIN,
                List.of(
                        "serial " + record.serial(),
                        "role " + record.role().name().toLowerCase(Locale.ROOT),
                        validity,
                        "boot " + HexFormat.of().toHexDigits(record.bootId())));
        var addresses = record.addresses().stream().map(Units::address).toList();
        out.field("addresses", Style.PLAIN, addresses.isEmpty() ? List.of("none: it cannot be dialled") : addresses);
        var attributes = record.attributes().entrySet().stream()
                .filter(e -> !e.getKey().equals(Invited.ATTRIBUTE))
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList();
        if (!attributes.isEmpty()) out.field("attributes", Style.PLAIN, attributes);
    }
}
