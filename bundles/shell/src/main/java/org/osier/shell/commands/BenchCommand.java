package org.osier.shell.commands;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osier.mesh.MeshException;
import org.osier.mesh.Message;
import org.osier.shell.bench.Load;
import org.osier.shell.screen.Next;
import org.osier.ueps.Intents;

/** {@code bench PEER}: requests to the echo of a peer for a while, with the spread of their round trips. */
final class BenchCommand implements Command {
    private static final int SIZE = 256;
    private static final int MAX_SIZE = 1 << 20;
    private static final int RATE = 1_000;
    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_PARALLEL = 1_024;
    private static final Duration DURATION = Duration.ofSeconds(10);
    private static final Duration MAX_DURATION = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final long NAP_MS = 10;

    private static final Synopsis SYNOPSIS = new Synopsis(
            "bench",
            "Requests to a peer's echo: round trips by percentile, rate, losses",
            List.of("PEER"),
            List.of(
                    new Option("--size", "BYTES", "payload there and back, 0 to " + MAX_SIZE + " (" + SIZE + ")"),
                    new Option(
                            "--rate",
                            "N",
                            "requests a second, 0 to " + MAX_RATE + "; 0: the next with each answer (" + RATE + ")"),
                    new Option("--parallel", "N", "under way at once with --rate 0, 1 to " + MAX_PARALLEL + " (1)"),
                    new Option("--duration", "S", "for so many seconds, 0.001 to 3600 (10)"),
                    new Option("--timeout", "S", "without an answer it is lost after, 0.001 to 60 s (5)")));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        var args = call.args();
        var plan = new BenchPlan(
                args.number("--size", 0, MAX_SIZE, SIZE),
                args.number("--rate", 0, MAX_RATE, RATE),
                args.number("--parallel", 1, MAX_PARALLEL, 1),
                args.seconds("--duration", MAX_DURATION, DURATION),
                args.seconds("--timeout", MAX_TIMEOUT, TIMEOUT));
        if (plan.rate() > 0 && args.has("--parallel")) throw args.wrongUse("--parallel goes with --rate 0.");
        var target = Target.find(call.mesh(), args.operand(0));
        first(call, target, plan);
        return measure(call, target, plan);
    }

    /** One request alone: what is wrong is told as one failure and not as a thousand. */
    private static void first(Call call, Target target, BenchPlan plan) throws Failure, InterruptedException {
        try {
            var stage = call.mesh().request(target.id(), message(plan), plan.timeout());
            Waiting.on(stage, plan.timeout().plus(GRACE));
        } catch (MeshException e) {
            throw switch (e.kind()) {
                case NO_HANDLER ->
                    Failure.osier(e.code(), target.name() + " has no echo.", Next.say("update its dispatcher"));
                default ->
                    MeshFailures.of(e, target.name(), new Next("doctor " + target.word(), "for the likely cause"))
                            .with(String.valueOf(e.getMessage()));
            };
        }
    }

    private static Message message(BenchPlan plan) {
        return Message.of(Intents.ECHO, ByteBuffer.allocate(plan.size()));
    }

    private static Exit measure(Call call, Target target, BenchPlan plan) throws Failure, InterruptedException {
        var mesh = call.mesh();
        var message = message(plan);
        var load = new Load(
                () -> mesh.request(target.id(), message, plan.timeout()),
                call.node().nanos());
        var report = new BenchReport(call, target, plan, load.results());
        report.head();
        long begin = call.node().nanos().getAsLong();
        boolean interrupted = false;
        try {
            run(load, plan, begin, report, call);
        } catch (InterruptedException e) {
            interrupted = true; // Ctrl-C: what was measured so far is worth telling
        } finally {
            load.stop();
        }
        var took = Duration.ofNanos(call.node().nanos().getAsLong() - begin);
        if (!interrupted) interrupted = !awaitRest(load, plan);
        report.print(took, interrupted);
        if (interrupted) Thread.currentThread().interrupt();
        return report.exit(interrupted);
    }

    private static void run(Load load, BenchPlan plan, long begin, BenchReport report, Call call)
            throws InterruptedException {
        long end = begin + plan.duration().toNanos();
        var nanos = call.node().nanos();
        if (plan.rate() > 0) {
            load.paced(plan.rate(), begin, end, () -> report.progress(nanos.getAsLong() - begin));
            return;
        }
        load.chains(plan.parallel(), end);
        for (long left = end - nanos.getAsLong(); left > 0; left = end - nanos.getAsLong()) {
            Thread.sleep(Math.min(NAP_MS, TimeUnit.NANOSECONDS.toMillis(left) + 1));
            report.progress(nanos.getAsLong() - begin);
        }
    }

    /** @return false if the caller went away meanwhile */
    private static boolean awaitRest(Load load, BenchPlan plan) {
        try {
            long naps = plan.timeout().plus(GRACE).toMillis() / NAP_MS;
            for (long i = 0; i < naps && load.results().open() > 0; i++) Thread.sleep(NAP_MS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
