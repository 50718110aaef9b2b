package org.osier.core.joining;

import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osier.core.cluster.BadDocumentException;
import org.osier.core.cluster.Membership;
import org.osier.core.identity.HomeException;
import org.osier.core.link.Link;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.node.Environment;
import org.osier.core.session.rules.Violation;
import org.osier.mesh.MeshException;
import org.osier.node.BadRecordException;
import org.osier.node.Records;
import org.osier.trust.Invited;
import org.osier.trust.JoinException;
import org.osier.trust.JoinStep;
import org.osier.trust.Joined;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows a Welcome: the cluster is stored and counts, the old one is left, who let us in is dialled. The loop's. */
final class Entering {
    private static final Logger log = LoggerFactory.getLogger(Entering.class);

    private final Environment environment;
    private final JoiningNode node;
    private final Arrival arrival;
    private final Records records;

    Entering(Environment environment, JoiningNode node, Arrival arrival, Records records) {
        this.environment = environment;
        this.node = node;
        this.arrival = arrival;
        this.records = records;
    }

    /** Whether this node may leave its cluster: nobody else is in it. Any thread. */
    boolean mayLeave() {
        return arrival.alone(node.cluster().idHex()) && !node.hasPeers();
    }

    JoinException notAlone() {
        return new JoinException(
                131,
                "this node belongs to cluster " + node.cluster().name() + ", in which others are or were",
                "join with a new home: bin/osier --home DIR run --join TICKET");
    }

    /** @param link over which it came; it is closed once everything is stored */
    CompletionStage<Joined> enter(Link link, Welcome welcome, Consumer<JoinStep> progress) throws Violation {
        check(link, welcome);
        var membership = membership(welcome);
        if (!mayLeave()) return CompletableFuture.failedFuture(notAlone()); // somebody has come meanwhile
        var address = link.address();
        return node.change(membership)
                .handle((nothing, e) -> {
                    if (e != null) throw new CompletionException(notStored(e));
                    link.close(CloseReason.GOING_AWAY, ""); // that says that everything is here
                    progress.accept(JoinStep.WELCOMED);
                    remember(welcome);
                    return nothing;
                })
                .thenCompose(nothing -> connect(welcome, address, progress));
    }

    private void check(Link link, Welcome welcome) throws Violation {
        try {
            records.verify(welcome.inviter().bytes());
        } catch (BadRecordException e) {
            throw new Violation("Welcome with a bad record: " + e.getMessage());
        }
        if (!welcome.inviter().id().equals(link.peer())) throw new Violation("Welcome with the record of another node");
    }

    private static Membership membership(Welcome welcome) throws Violation {
        var rotation = welcome.rotation();
        try {
            return Membership.joined(
                    welcome.cluster(), rotation.length == 0 ? Optional.empty() : Optional.of(rotation));
        } catch (BadDocumentException e) {
            throw new Violation("Welcome with a bad rotation: " + e.getMessage());
        }
    }

    private static JoinException notStored(Throwable e) {
        var cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof HomeException home) {
            return new JoinException(home.code(), "the cluster could not be stored: " + home.what(), home.next());
        }
        return new JoinException(305, String.valueOf(cause.getMessage()), "try again with a new ticket");
    }

    private void remember(Welcome welcome) {
        try {
            var now = environment.clock().instant().truncatedTo(ChronoUnit.SECONDS);
            arrival.invited(
                    welcome.cluster().idHex(), new Invited(welcome.inviter().id(), now));
            node.renewRecord();
        } catch (HomeException e) {
            log.warn("who let us in is not remembered: {}", e.getMessage());
        }
    }

    private CompletionStage<Joined> connect(Welcome welcome, URI address, Consumer<JoinStep> progress) {
        var inviter = welcome.inviter();
        var addresses = Stream.concat(Stream.of(address), inviter.addresses().stream())
                .distinct()
                .toList();
        return node.connect(address).handle((id, e) -> {
            if (e == null) progress.accept(JoinStep.LINKED);
            else node.wish(inviter.id(), addresses); // it goes on trying
            return joined(welcome, address, e == null ? "" : trouble(e));
        });
    }

    private static Joined joined(Welcome welcome, URI address, String trouble) {
        var inviter = welcome.inviter();
        var cluster = welcome.cluster();
        var name = inviter.name().orElse(inviter.id().brief());
        return new Joined(cluster.name(), cluster.idHex(), inviter.id(), name, address, trouble);
    }

    private static String trouble(Throwable e) {
        var cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof MeshException mesh
                ? "OSIER-" + mesh.code() + " " + mesh.getMessage()
                : String.valueOf(cause.getMessage());
    }
}
