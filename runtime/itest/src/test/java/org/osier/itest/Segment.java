package org.osier.itest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A network segment of its own: a network namespace for each machine, all on one bridge, none of them connected with this
 * machine's network. Needs root and iproute2; without them its tests are skipped.
 */
final class Segment implements AutoCloseable {
    private final String name;
    private final int machines;

    private Segment(String name, int machines) {
        this.name = name;
        this.machines = machines;
    }

    /** @param machines that have addresses of this family alone */
    static Segment of(int machines, boolean v6) throws IOException {
        var segment = new Segment("osier" + ProcessHandle.current().pid() + (v6 ? "s" : "f"), machines);
        var why = "SKIPPED: no network namespaces to be had here";
        boolean possible = segment.isPossible();
        if (!possible) System.err.println(why);
        Assumptions.assumeTrue(possible, why);
        try {
            segment.build(v6);
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

    private void build(boolean v6) throws IOException {
        in(name, "link add bridge type bridge mcast_snooping 0");
        in(name, "link set bridge up");
        for (int i = 1; i <= machines; i++) {
            var machine = machine(i);
            must("ip", "netns", "add", machine);
            in(name, "link add to" + i + " type veth peer name net0 netns " + machine);
            in(name, "link set to" + i + " master bridge up");
            in(machine, "link set lo up");
            in(machine, "addr add " + (v6 ? "fd77::" + i + "/64 nodad" : "10.77.0." + i + "/24") + " dev net0");
            in(machine, "link set net0 up");
        }
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
