package org.osier.shell.doctor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osier.health.Health;
import org.osier.mesh.Mesh;
import org.osier.mesh.Peer;
import org.osier.mesh.Self;
import org.osier.shell.screen.Units;

/** Looks at everything that a node can be ill of. Blocks for the disk. */
public final class Checkup {
    private final @Nullable Path home;
    private final Instant now;

    /** @param home of the node; null if the framework does not tell it */
    public Checkup(@Nullable Path home, Instant now) {
        this.home = home;
        this.now = now;
    }

    /** The whole node. @param mesh empty if its core does not run @param parts that say themselves how they do */
    public List<Finding> node(Optional<Mesh> mesh, List<Health> parts) {
        var findings = new ArrayList<Finding>();
        findings.add(identity(mesh.map(m -> m.self().id().brief()).orElse("")));
        mesh.ifPresent(m -> findings.addAll(copies(m.self())));
        mesh.ifPresent(m -> findings.add(Clocks.look(m.peers())));
        findings.add(home == null ? unknownHome("data") : new HomeFolder(home).data());
        mesh.ifPresentOrElse(m -> findings.addAll(running(m)), () -> findings.add(noCore()));
        findings.addAll(Wellbeing.look(parts));
        mesh.ifPresent(m -> findings.addAll(counted(m.self())));
        return findings;
    }

    private List<Finding> running(Mesh mesh) {
        var self = mesh.self();
        var findings = new ArrayList<Finding>();
        for (var problem : self.configurationProblems()) findings.add(configuration(Coded.of(problem)));
        findings.addAll(Listening.look(self));
        findings.addAll(Discovering.look(self));
        var reaching = new Reaching(now);
        findings.addAll(reaching.peers(mesh.peers()));
        findings.addAll(reaching.addresses(self));
        return findings;
    }

    /** One peer, and of this node what may keep the two apart. */
    public List<Finding> peer(Mesh mesh, Peer peer) {
        return List.of(identity(mesh.self().id().brief()), Clocks.look(List.of(peer)), new Reaching(now).peer(peer));
    }

    private Finding identity(String id) {
        return home == null ? unknownHome("identity") : new HomeFolder(home).identity(id);
    }

    /** Of the identity: one too many, or none too few. */
    private List<Finding> copies(Self self) {
        var findings = new ArrayList<Finding>();
        self.identityElsewhere()
                .ifPresent(seen -> findings.add(Finding.fail(
                        "identity",
                        124,
                        "our identity is in use elsewhere (" + seen + ")",
                        "stop one of the two; let it start as a new node, without its data/identity")));
        if (home != null) findings.add(new HomeFolder(home).backup(self.id()));
        return findings;
    }

    private static Finding configuration(Coded problem) {
        var next = "correct it in etc/, osier check looks at all of it";
        return problem.code() == 202
                ? Finding.hint(
                        "config", problem.code(), problem.text(), next) // a key that is not known changes nothing
                : Finding.fail("config", problem.code(), problem.text(), next);
    }

    private static Finding unknownHome(String subject) {
        return Finding.note(subject, "not looked at: the property osier.home names no home");
    }

    private static Finding noCore() {
        return Finding.fail(
                "core",
                305,
                "does not run: it restarts, or could not start",
                "the node's log says why, if it stays so");
    }

    /** What strangers can cause at will is counted and never a problem by itself. */
    private static List<Finding> counted(Self self) {
        var meanings = self.counterMeanings();
        return self.counters().entrySet().stream()
                .filter(e -> e.getValue() != 0)
                .map(e -> e.getKey() + " " + Units.count(e.getValue())
                        + (meanings.containsKey(e.getKey()) ? ": " + meanings.get(e.getKey()) : ""))
                .map(text -> Finding.note("counted", text))
                .toList();
    }
}
