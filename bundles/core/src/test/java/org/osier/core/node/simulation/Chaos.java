package org.osier.core.node.simulation;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.osier.core.node.rules.ConnectionLimits.Limits;
import org.osier.testkit.SimWire;

/** Everything that can happen, by chance: one event at a time. */
final class Chaos {
    private record Event(String name, int weight, Runnable happens) {}

    private final World world;
    private final Random random;
    private final List<Machine> machines;
    private final Posting posting;
    private final List<Event> events = new ArrayList<>();
    private final double trouble; // how much of it this run has
    private int weights;

    /** @param trouble how much of what breaks things, 0 to 1 */
    Chaos(World world, List<Machine> machines, Posting posting, double trouble) {
        this.world = world;
        this.random = world.random();
        this.machines = machines;
        this.posting = posting;
        this.trouble = trouble;
        add("messages", 200, () -> up(posting::messages));
        add("requests", 100, () -> up(posting::requests));
        add("cut", some(25), () -> pair((a, b) -> world.network().cut(a.host(), b.host())));
        add("heal", 40, () -> pair((a, b) -> world.network().heal(a.host(), b.host())));
        add("kill connections", some(25), () -> pair((a, b) -> world.network().kill(a.host(), b.host())));
        add("wire", some(25), () -> pair((a, b) -> world.network().wire(a.host(), b.host(), wire())));
        add("dial", 20, () -> pair(this::dial));
        add(
                "double dial",
                15,
                () -> pair((a, b) -> {
                    dial(a, b);
                    dial(b, a);
                }));
        add("dial nobody", 4, () -> up(life -> dial(life, URI.create("sim://nobody:1"))));
        add("dial itself", 4, () -> up(life -> dial(life, life.machine().address())));
        add("kill", some(12), () -> up(life -> life.machine().kill()));
        add("stop", some(10), () -> up(life -> life.machine().stop()));
        add("start", 60, this::start);
        add("lose transport", some(10), () -> up(this::loseTransport));
        add("new transport", 30, () -> up(Chaos::newTransport));
        add("replace transport", some(10), () -> up(this::replaceTransport));
        add("lose discovery", some(6), () -> up(Life::removeDiscovery));
        add("new discovery", 15, () -> up(Life::addDiscovery));
        add("lose inbox", some(8), () -> up(Life::removePost));
        add("new inbox", 20, () -> up(Chaos::newPost));
        add("replace inbox", some(8), () -> up(Life::replacePost));
        add("full inbox", some(12), () -> up(Chaos::full));
        add("room in inbox", 30, () -> up(Chaos::room));
        add("moody inbox", 12, () -> up(this::moody));
        add("listen elsewhere", some(8), () -> up(this::listen));
        add("limits", some(8), () -> up(this::limits));
        add("pause", 20, () -> pass(Duration.ofMillis(500 + random.nextInt(60_000))));
        add("long pause", some(2), () -> pass(Duration.ofSeconds(300 + random.nextInt(600))));
    }

    /** How much of what breaks things this run has, of so much. */
    int some(int weight) {
        return (int) Math.ceil(weight * trouble);
    }

    /** Something more that can happen. */
    void add(String name, int weight, Runnable happens) {
        events.add(new Event(name, weight, happens));
        weights += weight;
    }

    /** Something happens, and then a while passes. */
    void event() {
        int at = random.nextInt(weights);
        for (var event : events) {
            at -= event.weight();
            if (at >= 0) continue;
            world.trace().note("-- " + event.name());
            event.happens().run();
            break;
        }
        pass(pause());
    }

    private void pass(Duration while_) {
        world.network().runFor(while_);
    }

    private Duration pause() {
        int kind = random.nextInt(10);
        if (kind < 2) return Duration.ZERO;
        if (kind < 5) return Duration.ofNanos(random.nextInt(5_000_000));
        if (kind < 9) return Duration.ofMillis(random.nextInt(300));
        return Duration.ofMillis(random.nextInt(5_000));
    }

    // --- to whom

    void up(java.util.function.Consumer<Life> happens) {
        var machine = machines.get(random.nextInt(machines.size()));
        var life = machine.life();
        if (life != null && machine.isUp()) happens.accept(life);
    }

    void pair(java.util.function.BiConsumer<Machine, Machine> happens) {
        int a = random.nextInt(machines.size());
        int b = (a + 1 + random.nextInt(machines.size() - 1)) % machines.size();
        world.trace().note("   " + machines.get(a) + " " + machines.get(b));
        happens.accept(machines.get(a), machines.get(b));
    }

    private void start() {
        var machine = machines.get(random.nextInt(machines.size()));
        if (machine.isDown()) machine.start();
    }

    // --- what

    private void dial(Machine from, Machine to) {
        var life = from.life();
        if (life != null && from.isUp()) dial(life, to.address());
    }

    private void dial(Life from, URI to) {
        posting.dial(from, to);
    }

    private void loseTransport(Life life) {
        if (life.hasTransport()) life.machine().loseTransport();
    }

    private static void newTransport(Life life) {
        if (!life.hasTransport()) life.addTransport();
    }

    private void replaceTransport(Life life) {
        if (life.hasTransport()) life.machine().replaceTransport();
    }

    private static void newPost(Life life) {
        if (life.post() == null) life.addPost();
    }

    private static void full(Life life) {
        var post = life.post();
        if (post != null) post.beFull();
    }

    private static void room(Life life) {
        var post = life.post();
        if (post != null) post.makeRoom();
    }

    private void moody(Life life) {
        var post = life.post();
        if (post != null) post.beMoody(random.nextBoolean());
    }

    private void listen(Life life) {
        var machine = life.machine();
        int port = 1 + random.nextInt(3);
        machine.configure(
                random.nextInt(4) == 0
                        ? machine.config().withListen()
                        : machine.config().withListen(machine.addresses(port)));
    }

    private void limits(Life life) {
        var machine = life.machine();
        var limits = random.nextBoolean()
                ? Limits.DEFAULT
                : new Limits(2 + random.nextInt(6), 1 + random.nextInt(3), 1 + random.nextInt(2));
        machine.configure(machine.config().withLimits(limits));
    }

    /** Over datagrams no wire is ever perfect, in some runs. */
    void begin() {
        if (world.losesThings() && random.nextBoolean()) world.network().wire(wire());
    }

    SimWire wire() {
        if (random.nextInt(3) == 0) return SimWire.LAN;
        var wire = SimWire.LAN.withDelay(
                Duration.ofNanos(random.nextInt(200_000_000)), Duration.ofNanos(random.nextInt(50_000_000)));
        if (random.nextInt(3) == 0) wire = wire.withLoss(random.nextDouble() * 0.3);
        if (random.nextInt(3) == 0)
            wire = wire.withCapacity(random.nextInt(100_000), 20_000 + random.nextInt(2_000_000));
        if (world.losesThings() && random.nextInt(2) == 0)
            wire = wire.withDisorder(random.nextDouble() * 0.3, random.nextDouble() * 0.3);
        return wire;
    }

    // --- and then all is well again

    /** Everything works and everybody is there; what happened before has to be overcome from here on. */
    void end() {
        world.trace().note("-- all is well");
        machines.forEach(
                machine -> world.network().runUntil(() -> machine.isUp() || machine.isDown(), Duration.ofSeconds(6)));
        world.network().wire(SimWire.LAN);
        for (var a : machines) {
            for (var b : machines) {
                world.network().wire(a.host(), b.host(), SimWire.LAN).heal(a.host(), b.host());
            }
        }
        machines.forEach(Chaos::wellAgain);
    }

    private static void wellAgain(Machine machine) {
        machine.configure(machine.config().withListen(machine.addresses(1)).withLimits(Limits.DEFAULT));
        if (machine.isDown()) machine.start();
        var life = machine.life();
        if (life == null) throw new AssertionError(machine + " does not start");
        newTransport(life);
        newPost(life);
        life.addDiscovery();
        var post = life.post();
        if (post == null) throw new AssertionError(machine + " has no inbox");
        post.beMoody(false);
        post.makeRoom();
    }
}
