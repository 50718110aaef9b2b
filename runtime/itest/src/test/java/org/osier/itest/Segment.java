package org.osier.itest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Network segments of their own: a network namespace for each machine, all of a segment on one bridge, none of them connected
 * with this machine's network. Needs root and iproute2; without them its tests are skipped.
 */
final class Segment implements AutoCloseable {
    private final String name;
    private final int machines;

    private Segment(String name, int machines) {
        this.name = name;
        this.machines = machines;
    }

    /** Which addresses machines have. */
    enum Family {
        V4,
        V6,
        BOTH
    }

    private interface Plan {
        void build(Segment segment) throws IOException;
    }

    /** One segment with so many machines. */
    static Segment of(int machines, Family family) throws IOException {
        return built(machines, segment -> {
            segment.bridge(0);
            for (int i = 1; i <= machines; i++) segment.connect(i, 0, family);
        });
    }

    /** Two segments and three machines: the first on one, the third on the other, the second on both; it forwards nothing. */
    static Segment two() throws IOException {
        return built(3, segment -> {
            for (int bridge : new int[] {0, 1}) segment.bridge(bridge);
            segment.connect(1, 0, Family.V4);
            segment.connect(2, 0, Family.V4);
            segment.connect(2, 1, Family.V4);
            segment.connect(3, 1, Family.V4);
        });
    }

    private static Segment built(int machines, Plan plan) throws IOException {
        var segment = new Segment("osier" + ProcessHandle.current().pid(), machines);
        var why = "SKIPPED: no network namespaces to be had here";
        boolean possible = segment.isPossible();
        if (!possible) System.err.println(why);
        Assumptions.assumeTrue(possible, why);
        try {
            for (int i = 1; i <= machines; i++) {
                must("ip", "netns", "add", segment.machine(i));
                in(segment.machine(i), "link set lo up");
            }
            plan.build(segment);
            return segment;
        } catch (IOException | RuntimeException | Error e) {
            segment.close();
            throw e;
        }
    }

    private boolean isPossible() {
        try {
            return run("ip", "netns", "add", name) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void bridge(int number) throws IOException {
        in(name, "link add bridge" + number + " type bridge mcast_snooping 0");
        in(name, "link set bridge" + number + " up");
    }

    /** Its interface there is called after the bridge: {@code net0} or {@code net1}. */
    private void connect(int number, int bridge, Family family) throws IOException {
        var machine = machine(number);
        var wire = "to" + number + "-" + bridge;
        var net = "net" + bridge;
        in(name, "link add " + wire + " type veth peer name " + net + " netns " + machine);
        in(name, "link set " + wire + " master bridge" + bridge + " up");
        if (family != Family.V6) in(machine, "addr add 10.77." + bridge + "." + number + "/24 dev " + net);
        if (family != Family.V4) in(machine, "addr add fd77:" + bridge + "::" + number + "/64 nodad dev " + net);
        in(machine, "link set " + net + " up");
    }

    /** Its first interface goes, with its addresses. */
    void goes(int number) throws IOException {
        in(machine(number), "link set net0 down");
    }

    /** It comes back. */
    void comes(int number) throws IOException {
        in(machine(number), "link set net0 up");
    }

    /** Words before a command that is to run on one of them. @param number from 1 */
    List<String> within(int number) {
        return List.of("ip", "netns", "exec", machine(number));
    }

    private String machine(int number) {
        return name + "-" + number;
    }

    private static void in(String namespace, String words) throws IOException {
        var line = new ArrayList<>(List.of("ip", "-n", namespace));
        line.addAll(Arrays.asList(words.split(" ")));
        must(line.toArray(String[]::new));
    }

    private static void must(String... line) throws IOException {
        if (run(line) != 0) throw new AssertionError(String.join(" ", line));
    }

    private static int run(String... line) throws IOException {
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new AssertionError("no end of " + String.join(" ", line));
    }

    @Override
    public void close() throws IOException {
        for (int i = 1; i <= machines; i++) run("ip", "netns", "del", machine(i));
        run("ip", "netns", "del", name);
    }
}
