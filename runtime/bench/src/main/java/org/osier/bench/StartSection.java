package org.osier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.osier.bench.report.Goal;
import org.osier.bench.report.Row;
import org.osier.bench.start.BareDistribution;
import org.osier.bench.start.NodeStart;

/** From {@code bin/osier} to a node that is ready, beside the same distribution without our bundles. */
final class StartSection implements Section {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Start of the distribution, home made before";
    }

    @Override
    public List<Row> rows() {
        var bare = "start.bare";
        return List.of(
                Row.raw(bare, "without our bundles, started", "ms"),
                Row.raw("start.node", "node ready", "ms").against(bare).goal(Goal.ratioAtMost(2)),
                Row.raw("start.first", "node ready, first start of a home", "ms")
                        .against(bare));
    }

    /** Both distributions are copies, so that both jars are read from the same place and a build may go on beside. */
    @Override
    public Map<String, Double> run(Setup setup) throws Exception {
        var from = setup.distribution();
        if (!Files.isExecutable(from.resolve("bin/osier"))) {
            throw new IOException("no distribution in " + from + "; build it: runtime/osier --help");
        }
        var folder = Files.createTempDirectory(setup.folder(), "start");
        var full = folder.resolve("full");
        var without = folder.resolve("without");
        BareDistribution.copyTree(from, full);
        BareDistribution.copy(from, without);
        var node = NodeStart.node(full, folder.resolve("home"));
        var bare = NodeStart.bare(without, folder.resolve("bare"));
        double first = node.once();
        bare.once();
        double started = bare.once();
        return Map.of("start.first", first, "start.bare", started, "start.node", node.once());
    }
}
