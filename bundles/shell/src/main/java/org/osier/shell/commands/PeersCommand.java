package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.osier.mesh.Mesh;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.mesh.Self;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Table;
import org.osier.shell.screen.Units;

/** {@code peers}: everyone we know, ourselves first; with options of a crawl whom others know, see {@link CrawlScreen}. */
final class PeersCommand implements Command {
    private static final Synopsis SYNOPSIS = new Synopsis(
                    "peers",
                    "Everyone this node knows; --rpc asks the others, too",
                    List.of(CrawlWords.OPERAND),
                    CrawlWords.OPTIONS)
            .watchable();

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        if (CrawlWords.wanted(call.args())) return CrawlScreen.run(call, CrawlWords.of(call));
        var mesh = call.mesh();
        var self = mesh.self();
        var peers = mesh.peers();
        if (call.json()) {
            call.out().json(document(self, peers));
        } else {
            screen(call, mesh, peers);
        }
        return Exit.DONE;
    }

    private static void screen(Call call, Mesh mesh, List<Peer> peers) {
        var self = mesh.self();
        var table = new Table("NAME", "ID", "STATE", "PATH", "RTT", "SEEN", "NOTE");
        table.row(
                true,
                Span.of(self.name()),
                Span.of(self.id().brief()),
                StateStyle.span(PeerState.ALIVE),
                Span.of("-"),
                Span.of("-"),
                Span.of("now"),
                Span.of("you"));
        for (var peer : peers) table.row(false, row(call, mesh, peer));
        table.print(call.out());
        call.out().line(Tally.of(peers).withSelf().text());
        call.out().next(next(peers));
    }

    private static Span[] row(Call call, Mesh mesh, Peer peer) {
        var now = call.node().clock().instant();
        return new Span[] {
            Span.of(peer.name()),
            Span.of(peer.id().brief()),
            StateStyle.span(peer.state()),
            Span.of(peer.path().map(Units::address).orElse("-")),
            Span.of(peer.roundTrip().map(Units::roundTrip).orElse("-")),
            Span.of(Units.age(Duration.between(peer.seen(), now))),
            // A peer that is well needs no explanation.
            Span.of(
                    peer.state() == PeerState.ALIVE
                            ? InvitedBy.text(mesh, peer.record(), now).orElse("")
                            : AttemptRows.note(peer))
        };
    }

    private static Next next(List<Peer> peers) {
        for (var peer : peers) {
            if (peer.state() == PeerState.FAILED || peer.state() == PeerState.SUSPECT) {
                return new Next("doctor " + Target.word(peer.name(), peer.id()), "for the likely cause");
            }
        }
        return peers.isEmpty()
                ? new Next("invite", "to add a node")
                : new Next(
                        "peer " + Target.word(peers.get(0).name(), peers.get(0).id()), "for all about one");
    }

    private static JsonObject document(Self self, List<Peer> peers) {
        var document = Json.document("osier.peers/1");
        var me = new JsonObject();
        me.addProperty("name", self.name());
        me.addProperty("id", self.id().toString());
        document.add("self", me);
        var list = new JsonArray();
        for (var peer : peers) list.add(PeerJson.brief(peer));
        document.add("peers", list);
        document.add("count", Tally.of(peers).json());
        return document;
    }
}
