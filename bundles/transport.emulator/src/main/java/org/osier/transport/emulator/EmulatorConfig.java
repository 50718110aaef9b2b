package org.osier.transport.emulator;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** PID {@code org.osier.transport.emulator}, and factory PID: one file for each instance. */
@ObjectClassDefinition(
        name = "Osier transport emulator",
        description = "A bad network around another transport, for tests and game days")
@interface EmulatorConfig {
    @AttributeDefinition(description = "Scheme of the transport to put it around. Restarts the emulator")
    String wraps() default "tcp";

    @AttributeDefinition(
            description =
                    "What its addresses have in front: emu gives emu+tcp://; 1 to 16 lower-case letters and digits,"
                            + " another one for each instance. Restarts the emulator")
    String prefix() default "emu";

    @AttributeDefinition(
            description = "What its connections promise: all in order, or nothing, as udp. Restarts the emulator",
            options = {@Option("stream"), @Option("datagram")})
    String delivery() default "stream";

    @AttributeDefinition(
            description = "Messages that are lost, in percent, 0 to 100; a stream sends them again and is late",
            min = "0",
            max = "100")
    double lossPercent() default 0;

    @AttributeDefinition(
            description = "How long each message is under way, one way, in milliseconds, 0 to 60000",
            min = "0",
            max = "60000")
    long delayMs() default 0;

    @AttributeDefinition(
            description = "Up to this much is added to it by chance, in milliseconds, 0 to 60000",
            min = "0",
            max = "60000")
    long jitterMs() default 0;

    @AttributeDefinition(
            description = "Messages that come late, so that others overtake them, in percent, 0 to 100; in a stream"
                    + " the others wait",
            min = "0",
            max = "100")
    double reorderPercent() default 0;

    @AttributeDefinition(description = "How late those come, in milliseconds, 0 to 60000", min = "0", max = "60000")
    long reorderMs() default 20;

    @AttributeDefinition(
            description = "Datagrams that come twice, in percent, 0 to 100; a stream shows none",
            min = "0",
            max = "100")
    double duplicatePercent() default 0;

    @AttributeDefinition(
            description = "What the wire takes, for each connection and direction, in bytes per second,"
                    + " 0 to 100000000000; 0: anything",
            min = "0",
            max = "100000000000")
    long bytesPerSecond() default 0;

    @AttributeDefinition(
            description = "What does not pass at all: nothing of ours goes out (mute), nothing comes in (deaf),"
                    + " neither, and nobody is told (silent), connections break and dials fail (cut)",
            options = {@Option("none"), @Option("mute"), @Option("deaf"), @Option("silent"), @Option("cut")})
    String partition() default "none";

    @AttributeDefinition(
            description = "Bytes under way at most, for each connection and direction, 65536 to 67108864; above that a"
                    + " stream holds its sender back, and datagrams are dropped. Restarts the emulator",
            min = "65536",
            max = "67108864")
    int queueBytes() default 1_048_576;

    @AttributeDefinition(
            description = "Longest datagram in bytes, 1200 to 65535. Restarts the emulator",
            min = "1200",
            max = "65535")
    int datagramBytes() default 1_224;

    @AttributeDefinition(
            description = "Where chance begins: the same number, the same sequence; 0: another one with each start."
                    + " Restarts the emulator")
    long seed() default 0;
}
