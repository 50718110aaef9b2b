package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Goal: a mesh in which each node parts with those it has too many of comes to rest, leaves places for newcomers and never
 * falls apart. Method: the rules of many nodes, looked at each second, in virtual time. The figures are printed.
 * {@code -Dosier.members=1000 -Dosier.connections=100 -Dosier.links=24} for a large mesh, {@code -Dosier.seed=} for another run; a run depends
 * on its seed alone.
 */
class SurplusSimulationTest {
    private static final int MEMBERS = Integer.getInteger("osier.members", 48);
    private static final int CONNECTIONS = Integer.getInteger("osier.connections", 24);
    private static final int MINUTES = Integer.getInteger("osier.minutes", 2);
    private static final long SEED = Long.getLong("osier.seed", 1);
    private static final int WISH = Integer.getInteger("osier.links", CONNECTIONS * 2 / 5);
    private static final Surplus.Marks MARKS = Surplus.Marks.of(CONNECTIONS);
    private static final Surplus.Marks NEVER = Surplus.Marks.of(Integer.MAX_VALUE);
    /** A tenth of the members, each minute. */
    private static final int CHURN = 10;

    /** Members come together, then a tenth of them restarts every minute; each time others dial them again. */
    @Test
    void linksStayBetweenTheMarksWhileMembersComeAndGo() {
        var before = new LinkMesh(SEED, MEMBERS, CONNECTIONS, WISH, NEVER);
        run("without the rule, churn", before, MINUTES, CHURN);
        run("without the rule, quiet", before, 1, 0);
        var mesh = new LinkMesh(SEED, MEMBERS, CONNECTIONS, WISH, MARKS);
        run("churn", mesh, MINUTES, CHURN);
        run("quiet", mesh, 2, 0);
        assertThat(mesh.links().getMax()).isLessThanOrEqualTo(MARKS.high());
        assertThat(mesh.links().getMin()).isGreaterThanOrEqualTo(WISH);
        assertThat(mesh.closings).isPositive();
        assertThat(before.links().getMax()).as("it is the rule that does it").isGreaterThanOrEqualTo(MARKS.high());
        rests(mesh);
    }

    /** Everybody hears everybody's beacon, in one order: more candidates than there are places, each of them for ever. */
    @Test
    void aNetworkOnWhichAllHearAllComesToRest() {
        var mesh = new LinkMesh(SEED, MEMBERS, CONNECTIONS, 0, MARKS);
        mesh.allFindAll();
        mesh.runFor(10, 0);
        run("all hear all", mesh, 3, 0);
        assertThat(mesh.closings).isPositive();
        assertThat(mesh.links().getMax()).isLessThanOrEqualTo(MARKS.high());
        assertThat(mesh.links().getMin()).isGreaterThanOrEqualTo(Surplus.FEW);
        rests(mesh);
    }

    private static void rests(LinkMesh mesh) {
        int closings = mesh.closings;
        int dials = mesh.dials;
        mesh.runFor(70, 0);
        assertThat(mesh.closings - closings).as("closings in quiet minutes").isZero();
        assertThat(mesh.dials - dials).as("dials in quiet minutes").isZero();
    }

    private static void run(String what, LinkMesh mesh, int minutes, int restarts) {
        for (int minute = 1; minute <= minutes; minute++) {
            int closings = mesh.closings;
            int refused = mesh.refused;
            for (int second = 0; second < 60; second++) {
                mesh.runFor(1, restarts);
                assertThat(mesh.holdsTogether())
                        .as("holds together, seed %d, %d members", SEED, MEMBERS)
                        .isTrue();
            }
            var links = mesh.links();
            System.out.printf(
                    Locale.ROOT,
                    "links: %s, minute %d: %d to %d, %.1f on average; %d parted with, %d refused%n",
                    what,
                    minute,
                    links.getMin(),
                    links.getMax(),
                    links.getAverage(),
                    mesh.closings - closings,
                    mesh.refused - refused);
        }
    }
}
