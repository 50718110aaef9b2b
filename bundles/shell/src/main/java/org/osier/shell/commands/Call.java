package org.osier.shell.commands;

import org.osier.crawl.Crawler;
import org.osier.mesh.Mesh;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Out;
import org.osier.trust.Administration;
import org.osier.trust.Joining;

/**
 * One call of a command.
 *
 * @param args its words, checked against the synopsis
 * @param out where it writes
 * @param node what it may look at
 */
record Call(Args args, Out out, NodeView node) {
    /** The node. @throws Failure OSIER-305 while its core is being replaced */
    Mesh mesh() throws Failure {
        return node.mesh().get().orElseThrow(Call::restarting);
    }

    /** What administrators can do. @throws Failure OSIER-305 while the core is being replaced */
    Administration administration() throws Failure {
        return node.administration().get().orElseThrow(Call::restarting);
    }

    /** The same, writing somewhere else. */
    Call to(Out other) {
        return new Call(args, other, node);
    }

    boolean json() {
        return args.has(Option.JSON.name());
    }

    /** How nodes get in. @throws Failure OSIER-305 while the core is being replaced */
    Joining joining() throws Failure {
        return node.joining().get().orElseThrow(Call::restarting);
    }

    /** Asks others whom they know. @throws Failure without bundle membership, or while the core is being replaced */
    Crawler crawler() throws Failure {
        mesh();
        return node.crawler()
                .get()
                .orElseThrow(() -> Failure.plain(
                                "this node cannot ask others: bundle org.osier.membership does not run here.",
                                new Next("peers", "for everyone this node knows itself"))
                        .with(
                                "copy bundle/org.osier.membership.jar of the distribution into bundle/ of the home, or start it",
                                "in Karaf: feature:install osier-membership"));
    }

    static Failure restarting() {
        return Failure.osier(305, "the node's core is restarting.", Next.say("try again in a moment"));
    }
}
