package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.mesh.Self;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;

/** {@code status}: what this node is, where it listens, what it counted. */
final class StatusCommand implements Command {
    private static final Synopsis SYNOPSIS = new Synopsis(
                    "status", "What this node is, where it listens, what it counted", List.of(), List.of())
            .watchable();

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure {
        var mesh = call.mesh();
        var self = mesh.self();
        var peers = mesh.peers();
        var up = Duration.between(self.started(), call.node().clock().instant());
        if (call.json()) {
            var document = document(call.node().versions(), self, peers, up);
            call.node().joining().get().ifPresent(joining -> document.add("waysIn", WaysIn.json(joining.entrances())));
            call.out().json(document);
        } else {
            screen(call, self, peers, up);
        }
        return Exit.DONE;
    }

    private static void screen(Call call, Self self, List<Peer> peers, Duration up) {
        var out = call.out();
        out.header(call.node().versions().title(), "up " + Units.span(up));
        NodeRows.write(out, self, "", "epoch " + self.clusterEpoch());
        out.field("peers", Style.PLAIN, NodeRows.peers(peers));
        call.node()
                .joining()
                .get()
                .ifPresent(joining -> WaysIn.write(
                        out, joining.entrances(), call.node().clock().instant()));
        var counters = self.counters().entrySet().stream()
                .filter(e -> e.getValue() != 0)
                .map(e -> e.getKey() + " " + Units.count(e.getValue()))
                .toList();
        if (!counters.isEmpty()) out.field("counters", Style.PLAIN, counters);
        out.next(next(self, peers));
    }

    private static Next next(Self self, List<Peer> peers) {
        boolean ill = !self.notListening().isEmpty()
                || !self.configurationProblems().isEmpty()
                || !self.attempts().isEmpty()
                || peers.stream().anyMatch(p -> p.state() == PeerState.FAILED);
        if (ill) return new Next("doctor", "for what is wrong");
        return peers.isEmpty() ? new Next("invite", "to add a node") : new Next("peers", "for everyone we know");
    }

    private static JsonObject document(Versions versions, Self self, List<Peer> peers, Duration up) {
        var document = Json.document("osier.status/1");
        document.addProperty("version", versions.osier());
        document.addProperty("framework", versions.framework());
        document.addProperty("java", versions.java());
        document.addProperty("name", self.name());
        document.addProperty("id", self.id().toString());
        var cluster = new JsonObject();
        cluster.addProperty("name", self.clusterName());
        cluster.addProperty("id", self.clusterId());
        cluster.addProperty("epoch", self.clusterEpoch());
        document.add("cluster", cluster);
        document.addProperty("started", self.started().toString());
        document.addProperty("upSeconds", up.toSeconds());
        var listening = new JsonArray();
        self.listening().forEach(a -> listening.add(a.toString()));
        document.add("listening", listening);
        var notListening = new JsonArray();
        self.notListening().forEach(notListening::add);
        document.add("notListening", notListening);
        var problems = new JsonArray();
        self.configurationProblems().forEach(problems::add);
        document.add("configurationProblems", problems);
        document.add("peers", Tally.of(peers).json());
        var counters = new JsonObject();
        self.counters().forEach(counters::addProperty);
        document.add("counters", counters);
        return document;
    }
}
