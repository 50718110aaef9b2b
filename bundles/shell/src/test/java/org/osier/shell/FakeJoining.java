package org.osier.shell;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;
import org.osier.trust.Entrances;
import org.osier.trust.Invitation;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;
import org.osier.trust.Joined;
import org.osier.trust.Joining;
import org.osier.trust.Knock;
import org.osier.trust.Pin;

/** Joining that does what a test tells it, and remembers what it was asked. */
public final class FakeJoining implements Joining {
    /** What everything that is asked fails with, if it does. */
    public @Nullable JoinException failure;

    public final List<Knock> pending = new ArrayList<>();
    public final List<String> asked = new ArrayList<>();
    public Entrances entrances = new Entrances(0, Optional.empty(), false, 0);
    public CompletableFuture<NodeId> paired = new CompletableFuture<>();
    public String trouble = "";
    public boolean closed;

    private void ask(String what) throws JoinException {
        asked.add(what);
        if (failure != null) throw failure;
    }

    @Override
    public Invitation invite() throws JoinException {
        ask("invite");
        return new Invitation(
                "osier1-y6qqss7clu4g7eflclgtj32wpa-182ff9da@192.168.1.20:7400",
                FakeSelf.NOW.plus(Duration.ofMinutes(10)));
    }

    @Override
    public Pin pair() throws JoinException {
        ask("pair");
        return pin();
    }

    @Override
    public Pin accept(NodeId node) throws JoinException {
        ask("accept " + node.brief());
        return pin();
    }

    private Pin pin() {
        return new Pin() {
            @Override
            public String digits() {
                return "048213";
            }

            @Override
            public Instant expires() {
                return FakeSelf.NOW.plus(Duration.ofSeconds(120));
            }

            @Override
            public CompletionStage<NodeId> result() {
                return paired;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    @Override
    public List<Knock> pending() {
        return List.copyOf(pending);
    }

    @Override
    public boolean reject(NodeId node) {
        asked.add("reject " + node.brief());
        return true;
    }

    @Override
    public Entrances entrances() {
        return entrances;
    }

    @Override
    public boolean mayJoin() {
        return true;
    }

    @Override
    public CompletionStage<Joined> joinByTicket(String ticket, Consumer<JoinStep> progress) {
        return join("ticket " + ticket, progress);
    }

    @Override
    public CompletionStage<Joined> joinByPin(URI address, String pin, Consumer<JoinStep> progress) {
        return join("pin " + pin + " at " + address, progress);
    }

    @Override
    public CompletionStage<Joined> joinOpen(URI address, Consumer<JoinStep> progress) {
        return join("open at " + address, progress);
    }

    private CompletionStage<Joined> join(String what, Consumer<JoinStep> progress) {
        progress.accept(JoinStep.DIALLING);
        try {
            ask(what);
        } catch (JoinException e) {
            return CompletableFuture.failedStage(e);
        }
        for (var step : List.of(JoinStep.PROVED, JoinStep.WELCOMED)) progress.accept(step);
        if (trouble.isEmpty()) progress.accept(JoinStep.LINKED);
        var alpha = FakeSelf.record(1, "alpha");
        return CompletableFuture.completedStage(new Joined(
                "willow-42",
                "9b1e04".repeat(11).substring(0, 64),
                alpha.id(),
                "alpha",
                URI.create("tcp://192.168.1.20:7400"),
                trouble));
    }
}
