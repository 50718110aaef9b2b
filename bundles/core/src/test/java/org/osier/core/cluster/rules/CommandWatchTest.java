package org.osier.core.cluster.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Administrators;
import org.osier.core.cluster.BadDocumentException;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Command;
import org.osier.core.cluster.DocumentSigner;
import org.osier.core.cluster.TestAdministrators;
import org.osier.core.cluster.TestClusters;
import org.osier.node.NodeId;

/** A command counts once, for whom it is, until it ends, from whom may give it. */
class CommandWatchTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] BODY = {1, 2, 3};
    private static final NodeId SELF = id(1);

    private final DocumentSigner administrator = TestAdministrators.signer(1);
    private final DocumentSigner second = TestAdministrators.signer(2);
    private final Cluster cluster = TestAdministrators.cluster(1, administrator, second);
    private final Administrators administrators = Administrators.of(cluster.genesis());
    private final CommandWatch watch = CommandWatch.of(Map.of());

    private static NodeId id(int number) {
        var bytes = new byte[NodeId.BYTES];
        bytes[0] = (byte) number;
        return NodeId.of(bytes);
    }

    private Command command(long serial, Duration lasts, @Nullable NodeId target, DocumentSigner signer) {
        return Command.sign(cluster, serial, NOW, lasts, Command.Kind.DEPLOY, target, BODY, signer);
    }

    private Command command(long serial) {
        return command(serial, Duration.ofHours(24), null, administrator);
    }

    @Test
    void aCommandForAllOrForUsCountsAndIsWhatItWas() throws Exception {
        var read = Command.parse(
                command(7, Duration.ofHours(1), SELF, administrator).bytes());

        assertThat(read.serial()).isEqualTo(7);
        assertThat(read.kind()).isEqualTo(Command.Kind.DEPLOY);
        assertThat(read.target()).contains(SELF);
        assertThat(read.issued()).isEqualTo(NOW);
        assertThat(read.expires()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(read.key()).isEqualTo(administrator.publicKey());
        watch.accept(read, BODY, administrators, SELF, NOW)
                .accept(command(8), BODY, administrators, SELF, NOW.plus(Duration.ofHours(23)));
    }

    @Test
    void repeatedAndEarlierOnesAreRefused() throws Exception {
        var after = watch.accept(command(7), BODY, administrators, SELF, NOW);

        assertRefused(after, command(7), "came before");
        assertRefused(after, command(6), "came before");
        assertRefused(CommandWatch.of(after.serials()), command(7), "came before"); // after a restart
        after.accept(command(1, Duration.ofHours(1), null, second), BODY, administrators, SELF, NOW);
        after.accept(command(-1), BODY, administrators, SELF, NOW); // the highest u64
    }

    @Test
    void expiredAndFutureOnesAreRefused() throws Exception {
        var command = command(1, Duration.ofHours(1), null, administrator);

        watch.accept(command, BODY, administrators, SELF, NOW.plus(Duration.ofMinutes(59)));
        watch.accept(command, BODY, administrators, SELF, NOW.minusSeconds(60));
        assertRefused(command, BODY, SELF, NOW.plus(Duration.ofHours(1)), "expired");
        assertRefused(command, BODY, SELF, NOW.minusSeconds(61), "future");
    }

    @Test
    void aCommandLastsADayAtMost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command(1, Duration.ofHours(24).plusMillis(1), null, administrator));
        assertThatIllegalArgumentException().isThrownBy(() -> command(1, Duration.ZERO, null, administrator));
        var tooLong = command(1).bytes();
        tooLong[55]++; // the last byte of "expires"
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> Command.parse(tooLong))
                .withMessageContaining("24 h");
    }

    @Test
    void whoeverItIsNotForOrFromIsNotObeyed() {
        assertRefused(command(1, Duration.ofHours(1), id(2), administrator), BODY, SELF, NOW, "another node");
        assertRefused(command(1), new byte[] {1, 2}, SELF, NOW, "another body");
        var stranger = TestAdministrators.signer(3);
        assertRefused(command(1, Duration.ofHours(1), null, stranger), BODY, SELF, NOW, "no administrator");
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> command(1)
                        .verify(Administrators.of(TestClusters.willow().genesis())))
                .withMessageContaining("another cluster");
    }

    @Test
    void everyChangedBitIsRefused() {
        var good = command(1).bytes();
        for (int bit = 0; bit < good.length * 8; bit++) {
            var bytes = good.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(BadDocumentException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> Command.parse(bytes).verify(administrators));
        }
        for (int length : new int[] {0, good.length - 1, good.length + 1}) {
            assertThatExceptionOfType(BadDocumentException.class)
                    .isThrownBy(() -> Command.parse(Arrays.copyOf(good, length)));
        }
    }

    private void assertRefused(CommandWatch watch, Command command, String why) {
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> watch.accept(command, BODY, administrators, SELF, NOW))
                .withMessageContaining(why);
    }

    private void assertRefused(Command command, byte[] body, NodeId self, Instant now, String why) {
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> watch.accept(command, body, administrators, self, now))
                .withMessageContaining(why);
    }
}
