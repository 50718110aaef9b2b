package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.handshake.Door;

/** Goal: who knows a ticket's secret can let a node in, and can do it no other harm. Method: Welcomes laid out by hand. */
class HostileInviterTest {
    private final Strangers strangers = new Strangers(24);
    private final Cluster cluster = TestClusters.other();
    private final ForeignNode evil = new ForeignNode(strangers.network, "evil", cluster);
    private SimNode beta;
    private String before;
    private Strangers.Answer join;

    @BeforeEach
    void aNodeAlone() throws Exception {
        beta = strangers.node("beta");
        before = Strangers.cluster(beta);
        evil.listen();
    }

    /** The joiner has come and is ready. */
    private ForeignPeer comes() throws Exception {
        evil.door = Door.ticket(new byte[16]);
        var ticket = "osier1-" + "a".repeat(26) + "-" + evil.id().brief() + "@evil:1";
        join = strangers.byTicket(beta, ticket);
        var peer = evil.accepted(evil.accepted.size()).proved();
        assertThat(peer.next()).hasToString("(17) 00");
        return peer;
    }

    private byte[] welcome() {
        return welcome(1, new byte[0], record(evil));
    }

    private byte[] record(ForeignNode of) {
        var frame = of.record("tcp://evil:1");
        return Arrays.copyOfRange(frame, 3, frame.length);
    }

    private byte[] welcome(int epoch, byte[] rotation, byte[] record) {
        var genesis = cluster.genesis().bytes();
        return Wire.join(
                Wire.bytes(1),
                u16(genesis.length),
                genesis,
                ByteBuffer.allocate(4).putInt(epoch).array(),
                cluster.secret(),
                ByteBuffer.allocate(4).putInt(rotation.length).array(),
                rotation,
                u16(record.length),
                record);
    }

    private static byte[] u16(int number) {
        return Wire.bytes(number >> 8, number);
    }

    private void refuses(ForeignPeer peer, byte[] welcome) {
        peer.ready().send(0x15, welcome).closesWith(5);
        assertThat(join.failure().code()).isEqualTo(132);
        assertThat(Strangers.cluster(beta)).isEqualTo(before);
        assertThat(beta.node.joining().mayJoin()).isTrue();
    }

    @Test
    void aWelcomeByHandLetsANodeIn() throws Exception {
        comes().ready().send(0x15, welcome());
        evil.door = Door.member(cluster.id(), cluster.secret());

        var joined = join.joined();

        assertThat(joined.clusterId()).isEqualTo(cluster.idHex());
        assertThat(joined.byName()).isEqualTo("foreign");
        assertThat(Strangers.cluster(beta)).isEqualTo(cluster.idHex());
    }

    /** Goal: who let it in may be gone a moment later; the node is a member all the same, and says what is wrong. */
    @Test
    void aMemberThatCannotDialYetIsAMember() throws Exception {
        var peer = comes();
        peer.ready().send(0x15, welcome());
        strangers.network.runUntil(peer::closed, Strangers.SOON);
        strangers.network.stop("evil");

        var joined = join.joined();

        assertThat(joined.trouble()).contains("OSIER-1");
        assertThat(Strangers.cluster(beta)).isEqualTo(cluster.idHex());
    }

    @Test
    void aWelcomeThatIsCutOrHasMoreIsRefused() throws Exception {
        refuses(comes(), Arrays.copyOf(welcome(), welcome().length - 1));
        refuses(comes(), Arrays.copyOf(welcome(), welcome().length + 1));
        refuses(comes(), new byte[0]);
    }

    @Test
    void aWelcomeWithTheRecordOfAnotherNodeIsRefused() throws Exception {
        var other = new ForeignNode(strangers.network, "other", cluster);
        refuses(comes(), welcome(1, new byte[0], record(other)));
    }

    @Test
    void aWelcomeWithABadSignatureIsRefused() throws Exception {
        var record = record(evil);
        record[record.length - 1] ^= 1;
        refuses(comes(), welcome(1, new byte[0], record));
    }

    @Test
    void aWelcomeWithARotationThatIsNoneIsRefused() throws Exception {
        refuses(comes(), welcome(2, new byte[100], record(evil)));
    }

    @Test
    void twoWelcomesAreOneTooMany() throws Exception {
        var peer = comes().ready();
        peer.record(Wire.frame(0x15, welcome()), Wire.frame(0x15, welcome()));
        strangers.network.runUntil(peer::closed, Strangers.SOON);

        assertThat(Strangers.cluster(beta)).isIn(before, cluster.idHex());
    }

    @Test
    void nothingButAWelcomeIsWanted() throws Exception {
        for (int type : new int[] {Wire.MESSAGE, Wire.PING, 0x16, 0x18, Wire.READY}) {
            comes().ready().send(type, new byte[60]).closesWith(5);
            join.failure();
            assertThat(Strangers.cluster(beta)).isEqualTo(before);
        }
    }

    @Test
    void aWelcomeBeforeReadyIsRefused() throws Exception {
        comes().send(0x15, welcome()).closesWith(5);
        join.failure();
        assertThat(Strangers.cluster(beta)).isEqualTo(before);
    }

    @Test
    void silenceEndsAfterTenSeconds() throws Exception {
        comes();
        assertThat(join.failure().code()).isEqualTo(114);
        assertThat(strangers.network.time().elapsed()).isLessThan(java.time.Duration.ofSeconds(13));
    }

    /** Goal: the door of strangers believes whoever answers, and takes nothing without asking. */
    @Test
    void anOpenDoorIsTakenOnlyByWhoAsksForIt() throws Exception {
        evil.door = Door.stranger();
        var open = strangers.join(beta, joining -> joining.joinOpen(URI.create("sim://evil:1"), strangers.steps::add));
        var peer = evil.accepted(evil.accepted.size()).proved();
        assertThat(peer.next()).hasToString("(18) 00");
        assertThat(peer.next()).hasToString("(17) 00");
        evil.door = Door.member(cluster.id(), cluster.secret());
        peer.ready().send(0x15, welcome());

        assertThat(open.joined().clusterId()).isEqualTo(cluster.idHex());
    }
}
