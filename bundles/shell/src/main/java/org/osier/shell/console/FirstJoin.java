package org.osier.shell.console;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osier.mesh.Mesh;
import org.osier.shell.commands.JoinProgress;
import org.osier.shell.commands.JoinSteps;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Terminal;
import org.osier.trust.JoinException;
import org.osier.trust.Joining;

/**
 * Joins a cluster before anything else, where the launcher was told to by {@code --join TICKET}: says on the console how far
 * it has come, and ends the process with 1 if nothing comes of it. A home that belongs to a cluster already stays there.
 */
@Component(service = FirstJoin.class, immediate = true)
public final class FirstJoin {
    /** What the launcher hands over. */
    static final String TICKET = "osier.join";

    private static final String EXIT_CODE = "osier.exit.code"; // the launcher's
    private static final String FAILED = "1";
    private static final String SCHEME = "tcp";
    private static final long LOOK_MS = 50;
    private static final int LOOKS = 200; // a transport is there within 10 s, or never

    private final AtomicReference<@Nullable Mesh> mesh = new AtomicReference<>();
    private final AtomicReference<@Nullable Joining> joining = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final BundleContext context;
    private final String ticket;
    private final Thread thread = new Thread(this::run, "osier-shell-join");

    /** @param context of this bundle: has the properties of the launcher */
    @Activate
    public FirstJoin(BundleContext context) {
        this.context = context;
        this.ticket = Optional.ofNullable(context.getProperty(TICKET)).orElse("");
    }

    @Reference(name = "mesh", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(Mesh arrived) {
        mesh.set(arrived);
    }

    void unbind(Mesh gone) {
        mesh.compareAndSet(gone, null);
    }

    @Reference(name = "joining", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(Joining arrived) {
        joining.set(arrived);
    }

    void unbind(Joining gone) {
        joining.compareAndSet(gone, null);
    }

    @Activate
    void start() {
        if (ticket.isBlank()) over.countDown();
        else thread.start();
    }

    @Deactivate
    void stop() {
        thread.interrupt();
    }

    /** Waits until there is nothing to join any more. */
    void await() throws InterruptedException {
        over.await();
    }

    private void run() {
        try {
            var node = awaitNode();
            if (node.mayJoin()) join(node);
            over.countDown();
        } catch (JoinException e) {
            fail(e);
        } catch (InterruptedException e) {
            // This bundle stops: its successor goes on.
        }
    }

    private Joining awaitNode() throws InterruptedException {
        int looks = 0;
        while (true) {
            var node = joining.get();
            if (node != null && (carries() || ++looks > LOOKS)) return node;
            Thread.sleep(LOOK_MS);
        }
    }

    private boolean carries() {
        var there = mesh.get();
        return there != null
                && there.self().transports().stream().anyMatch(t -> t.schemes().contains(SCHEME));
    }

    private void join(Joining node) throws JoinException, InterruptedException {
        var out = new Out(System.out, System.out, Terminal.wantsColours(), 0, "osier:");
        var at = JoinSteps.where(ticket);
        var joined = JoinProgress.of(told -> node.joinByTicket(ticket, told), step -> JoinSteps.tell(out, step, at));
        JoinSteps.end(out, joined);
        out.flush();
    }

    private void fail(JoinException e) {
        var err = new Out(System.err, System.err, Terminal.wantsColours(), 0, "osier:");
        err.line(Style.BAD, "", "OSIER-" + e.code() + " " + e.getMessage());
        err.line(Style.HINT, "  ", "next: " + e.hint());
        err.flush();
        System.setProperty(EXIT_CODE, FAILED);
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        } catch (BundleException stopping) {
            // Then it stops already.
        }
    }
}
