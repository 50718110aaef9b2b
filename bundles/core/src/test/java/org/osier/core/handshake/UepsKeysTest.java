package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osier.core.crypto.Vectors.hex;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.osier.core.crypto.HmacSha256;
import org.osier.core.crypto.X25519;
import org.osier.node.NodeId;

/** Both directions, from both sides. */
class UepsKeysTest {
    private static final NodeId A =
            NodeId.parse(OsierVectors.identity("A").get("node_id").getAsString());
    private static final NodeId B =
            NodeId.parse(OsierVectors.identity("B").get("node_id").getAsString());

    @Test
    void bothSidesHaveTheKeysOfTheVectors() {
        var vector = OsierVectors.ALL.getAsJsonObject("ueps");
        assertThat(X25519.agree(OsierVectors.linkPrivateKey("A"), OsierVectors.linkKey("B")))
                .hasValue(hex(vector, "x25519_static_static"));
        var ours = keys("A", OsierVectors.linkKey("B"), A, B);
        var theirs = keys("B", OsierVectors.linkKey("A"), B, A);
        var message = new byte[] {1, 2, 3};
        var aToB = HmacSha256.of(hex(vector, "key_A_to_B"), message);
        var bToA = HmacSha256.of(hex(vector, "key_B_to_A"), message);
        assertThat(ours.sending().over(message)).isEqualTo(aToB);
        assertThat(theirs.receiving().over(message)).isEqualTo(aToB);
        assertThat(ours.receiving().over(message)).isEqualTo(bToA);
        assertThat(theirs.sending().over(message)).isEqualTo(bToA);
    }

    /** The whole packet of the vectors: the MAC is over all before its own 34 bytes, and the payload after FF. */
    @Test
    void theyAuthenticateThePacketOfTheVectors() {
        var packet = hex(OsierVectors.ALL.getAsJsonObject("ueps"), "packet_A_to_B");
        var mac = keys("A", OsierVectors.linkKey("B"), A, B)
                .sending()
                .over(Arrays.copyOf(packet, 16), Arrays.copyOfRange(packet, 51, packet.length));
        assertThat(mac).isEqualTo(Arrays.copyOfRange(packet, 18, 50));
    }

    @Test
    void aPeerKeyOfSmallOrderGivesNone() {
        assertThat(UepsKeys.derive(OsierVectors.CLUSTER_ID, OsierVectors.linkPrivateKey("A"), new byte[32], A, B))
                .isEmpty();
    }

    private static UepsKeys keys(String letter, byte[] peerLinkKey, NodeId self, NodeId peer) {
        return UepsKeys.derive(OsierVectors.CLUSTER_ID, OsierVectors.linkPrivateKey(letter), peerLinkKey, self, peer)
                .orElseThrow();
    }
}
