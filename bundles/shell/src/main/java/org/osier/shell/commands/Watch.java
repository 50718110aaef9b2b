package org.osier.shell.commands;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * Runs a command again and again, until its caller goes away: in place on a terminal, else one screen below the other,
 * and one document a line. A command knows nothing of it.
 */
final class Watch {
    static final int MAX_SECONDS = 3_600;

    private static final long MS_PER_SECOND = 1_000;

    /** What is watched. */
    interface Look {
        Exit at(Call call) throws Failure, InterruptedException;
    }

    private Watch() {}

    /**
     * Ends by interrupt, or when nobody reads.
     *
     * @throws Failure of the first look; later ones are shown, as what is missing may come back
     */
    static Exit run(Call call, Look look) throws Failure, InterruptedException {
        boolean given =
                call.args().value(Option.WATCH.name()).filter(v -> !v.isEmpty()).isPresent();
        int seconds = given ? call.args().number(Option.WATCH.name(), 1, MAX_SECONDS, 1) : 1;
        var watched = call.json() ? call.to(call.out().withJsonLines()) : call;
        boolean inPlace = !call.json() && call.out().isTerminal();
        for (boolean first = true; !call.out().isBroken(); first = false) {
            if (inPlace) redraw(watched, look, first, seconds);
            else below(watched, look, first);
            call.out().flush();
            Thread.sleep(seconds * MS_PER_SECOND);
        }
        return Exit.DONE;
    }

    private static void below(Call call, Look look, boolean first) throws Failure, InterruptedException {
        if (!first && !call.json()) call.out().line("");
        try {
            look.at(call);
        } catch (Failure e) {
            if (first) throw e;
            e.print(call.out(), call.json());
        }
    }

    private static void redraw(Call call, Look look, boolean first, int seconds) throws Failure, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        var page = call.out().into(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        try {
            look.at(call.to(page));
        } catch (Failure e) {
            if (first) throw e;
            e.print(page, false);
        }
        page.flush();
        var time = LocalTime.now(call.node().clock()).truncatedTo(ChronoUnit.SECONDS);
        call.out().redraw(bytes.toString(StandardCharsets.UTF_8).lines().toList(), footer(time, seconds));
    }

    private static String footer(LocalTime time, int seconds) {
        return String.format("  %tT, every %d s   Ctrl-C ends", time, seconds);
    }
}
