package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osier.mesh.PeerState;

/**
 * Goal: a node can be updated for years. Method: many updates of core, dispatcher and transport in turn, messages both
 * ways over each; then threads, descriptors and direct buffers are as many as after the first rounds, no class loader
 * of what was replaced is left, and {@code etc/} is as it was. {@code -Dosier.rounds=500} makes more of them.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UpdateRoundsIT {
    private static final int ROUNDS = Integer.getInteger("osier.rounds", 51);
    /** By then every cache is filled that fills once. */
    private static final int WARM_UP = 12;

    /** The JDK keeps as many for each thread as it ever gathered in one write; what each update left would be 13. */
    private static final int BUFFERS_OF_THREADS = 6;

    private static final List<String> BUNDLES = List.of(Builds.CORE, Builds.DISPATCHER, Builds.TCP);
    private static final int BUILDS = 2; // in turn: what counts is that it is another one

    @Inject
    private BundleContext context;

    private Traffic traffic;

    @Configuration
    public Option[] configuration() throws Exception {
        Builds.make("update-rounds", BUILDS, BUNDLES.toArray(String[]::new));
        return TwoNodes.options("update-rounds");
    }

    @Before
    public void open() throws Exception {
        traffic = Traffic.between(context);
    }

    @Test
    public void manyUpdatesLeaveNoTrace() throws Exception {
        var etc = TwoNodes.in(context).home(TwoNodes.INSIDE).resolve("etc");
        var hashes = Traces.hashes(etc);
        var replaced = new ArrayList<WeakReference<ClassLoader>>();
        Traces early = null;
        for (int round = 0; round < ROUNDS; round++) {
            if (round == WARM_UP) early = settled(replaced);
            replaced.add(update(round));
            talk(round);
        }
        var late = settled(replaced);
        System.out.printf(
                "%d updates: %d class loaders gone, %d threads, %d descriptors, %d direct buffers of %d bytes%n",
                ROUNDS,
                replaced.size(),
                late.threads().size(),
                late.files().size(),
                late.buffers(),
                late.bufferBytes());
        assertThat(late.threads()).isEqualTo(early.threads());
        assertThat(late.files()).isEqualTo(early.files());
        assertThat(late.buffers()).isLessThanOrEqualTo(early.buffers() + BUFFERS_OF_THREADS);
        assertThat(Traces.hashes(etc)).isEqualTo(hashes);
    }

    /** @return the class loader of what was replaced */
    private WeakReference<ClassLoader> update(int round) throws Exception {
        var name = BUNDLES.get(round % BUNDLES.size());
        var bundle = Installed.bundle(context, name);
        var loader = bundle.adapt(BundleWiring.class).getClassLoader();
        assertThat(threadsWith(loader))
                .as("would hold " + name + " as long as anybody knows them")
                .isEmpty();
        int build = round / BUNDLES.size() % BUILDS + 1;
        Installed.update(context, "update-rounds", name, build);
        return new WeakReference<>(loader);
    }

    private static List<Thread> threadsWith(ClassLoader context) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == context)
                .toList();
    }

    private void talk(int round) throws Exception {
        Until.so(
                "link in round " + round,
                () -> traffic.mesh()
                        .peer(traffic.outside())
                        .filter(peer -> peer.state() == PeerState.ALIVE)
                        .isPresent());
        assertThat(traffic.numberOutside(round)).isEqualTo(round);
    }

    private static List<String> left(List<WeakReference<ClassLoader>> replaced) {
        return IntStream.range(0, replaced.size())
                .filter(round -> !replaced.get(round).refersTo(null))
                .mapToObj(round -> BUNDLES.get(round % BUNDLES.size()) + " of round " + round)
                .toList();
    }

    /** Waits until the class loaders of what was replaced are gone. @return what is held then */
    private static Traces settled(List<WeakReference<ClassLoader>> replaced) throws Exception {
        try {
            Until.so("class loaders of what was replaced: collected", () -> {
                System.gc();
                return replaced.stream().allMatch(loader -> loader.refersTo(null));
            });
        } catch (AssertionError late) {
            throw new AssertionError(
                    late.getMessage() + ", left: " + left(replaced)); // without a cause: Pax Exam shows that alone
        }
        var last = new Traces[] {Traces.now()};
        Until.so("quiet: the last of what goes on has ended", () -> {
            var previous = last[0];
            last[0] = Traces.now();
            return last[0].equals(previous);
        });
        return last[0];
    }
}
