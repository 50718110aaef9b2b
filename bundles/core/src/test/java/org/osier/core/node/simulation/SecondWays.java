package org.osier.core.node.simulation;

import java.util.List;
import org.osier.core.node.SecondWay;
import org.osier.testkit.SimWire;

/** What can happen to the second way between machines that have two, besides what happens to the first. */
final class SecondWays {
    private final World world;
    private final List<Machine> machines;

    SecondWays(World world, List<Machine> machines) {
        this.world = world;
        this.machines = machines;
    }

    void addTo(Chaos chaos) {
        var network = world.network();
        chaos.add("cut second", chaos.some(25), () -> chaos.pair((a, b) -> network.cut(wire(a), wire(b))));
        chaos.add("heal second", 40, () -> chaos.pair((a, b) -> network.heal(wire(a), wire(b))));
        chaos.add("kill second", chaos.some(25), () -> chaos.pair((a, b) -> network.kill(wire(a), wire(b))));
        chaos.add(
                "wire second",
                chaos.some(25),
                () -> chaos.pair((a, b) -> network.wire(wire(a), wire(b), chaos.wire())));
        chaos.add("lose second", chaos.some(20), () -> chaos.up(this::lose));
        chaos.add("new second", 40, () -> chaos.up(SecondWays::bring));
        chaos.add("replace second", chaos.some(20), () -> chaos.up(this::replace));
        chaos.add("prefer", 15, () -> chaos.up(this::prefer));
        chaos.add("standby", 8, () -> chaos.up(this::standby));
    }

    private static String wire(Machine machine) {
        return SecondWay.wire(machine.host());
    }

    /** The bundle of the transport stops and will be back. */
    private void lose(Life life) {
        if (!life.hasSecond()) return;
        var machine = life.machine();
        machine.busyUntil(
                life.removeSecond(),
                "second way leaves " + life,
                () -> world.network().stop(wire(machine)));
    }

    private static void bring(Life life) {
        if (!life.hasSecond()) life.addSecond();
    }

    private void replace(Life life) {
        if (life.hasSecond()) life.machine().busyUntil(life.replaceSecond(), "second way of " + life, () -> {});
    }

    private void prefer(Life life) {
        var machine = life.machine();
        var schemes = switch (world.random().nextInt(3)) {
            case 0 -> new String[0];
            case 1 -> new String[] {"sim"};
            default -> new String[] {SecondWay.SCHEME};
        };
        machine.configure(machine.config().withPreferredSchemes(schemes));
    }

    private void standby(Life life) {
        var machine = life.machine();
        machine.configure(machine.config().withStandbyLinks(world.random().nextInt(2)));
    }

    /** All is well again. */
    void end() {
        for (var a : machines) {
            for (var b : machines)
                world.network().wire(wire(a), wire(b), SimWire.LAN).heal(wire(a), wire(b));
        }
        for (var machine : machines) {
            machine.configure(machine.config().withStandbyLinks(1));
            var life = machine.life();
            if (life != null) bring(life);
        }
    }
}
