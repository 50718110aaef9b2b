package org.osier.transport.emulator;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.osier.transport.Transport.Delivery;
import org.osier.transport.emulator.rules.Impairments;
import org.osier.transport.emulator.rules.Partition;

/**
 * A configuration, read.
 *
 * @param fixed an edit of these makes a new transport
 * @param impairments an edit of these is live
 * @param seed of chance, 0: any
 */
record Settings(Fixed fixed, Impairments impairments, long seed) {
    private static final double PERCENT = 100;

    /** @throws IllegalArgumentException naming what is wrong; the node's own check comes first */
    static Settings of(EmulatorConfig config) {
        var fixed = new Fixed(
                new Scheme(config.prefix(), config.wraps()),
                Delivery.valueOf(config.delivery().toUpperCase(Locale.ROOT)),
                config.queueBytes(),
                config.datagramBytes());
        var impairments = new Impairments(
                config.lossPercent() / PERCENT,
                TimeUnit.MILLISECONDS.toNanos(config.delayMs()),
                TimeUnit.MILLISECONDS.toNanos(config.jitterMs()),
                config.reorderPercent() / PERCENT,
                TimeUnit.MILLISECONDS.toNanos(config.reorderMs()),
                config.duplicatePercent() / PERCENT,
                config.bytesPerSecond(),
                Partition.valueOf(config.partition().toUpperCase(Locale.ROOT)));
        return new Settings(fixed, impairments, config.seed());
    }

    /** Whether the running transports can go on with these. */
    boolean restarts(Settings other) {
        return !fixed.equals(other.fixed) || seed != other.seed;
    }
}
