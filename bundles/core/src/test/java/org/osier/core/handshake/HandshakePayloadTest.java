package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osier.core.crypto.Vectors.hex;
import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in messages 2 and 3, read strictly. */
class HandshakePayloadTest {
    private static final String BINDING = "010091"
            + OsierVectors.ALL.getAsJsonObject("key_binding").get("binding").getAsString();
    private static final String VERSIONS = "0200020001";
    private static final String CAPABILITIES = "0300080000000000000002";

    @Test
    void writesTheBytesOfTheVectors() {
        var handshake = OsierVectors.ALL.getAsJsonArray("handshakes").get(0).getAsJsonObject();
        assertThat(OsierVectors.local("A").payload().write()).isEqualTo(hex(handshake, "payload_initiator"));
        assertThat(OsierVectors.local("B").payload().write()).isEqualTo(hex(handshake, "payload_responder"));
    }

    @Test
    void readsAllItsFields() throws Exception {
        var payload = read(BINDING + "020006000000010102" + CAPABILITIES);
        assertThat(payload.versions().numbers()).containsExactly(0, 1, 0x0102);
        assertThat(payload.capabilities()).isEqualTo(2);
    }

    @Test
    void skipsTagsFrom80UpToTheLastByte() throws Exception {
        assertThat(read(BINDING + VERSIONS + CAPABILITIES + "800000" + "81000101" + "ff0000"))
                .isNotNull();
        int room = HandshakePayload.MAX_BYTES - HandshakePayload.MIN_BYTES - 3;
        assertThat(read(BINDING + VERSIONS + CAPABILITIES + "80%04x".formatted(room) + "00".repeat(room)))
                .isNotNull();
    }

    static Stream<String> malformed() {
        var pad = "fe00a0" + "00".repeat(160); // so that none is refused for being short
        var good = BINDING + VERSIONS + CAPABILITIES;
        return Stream.of(
                VERSIONS + CAPABILITIES + pad, // a field is missing
                BINDING + CAPABILITIES + pad,
                BINDING + VERSIONS + pad,
                VERSIONS + BINDING + CAPABILITIES + pad, // order
                BINDING + CAPABILITIES + VERSIONS + pad,
                good + "810000" + "800000",
                BINDING + BINDING + VERSIONS + CAPABILITIES, // twice
                BINDING + VERSIONS + VERSIONS + CAPABILITIES,
                good + "800000" + "800000",
                "000000" + good, // unknown tags that must be understood
                good + "040000" + pad,
                good + "7f0000" + pad,
                good + "00", // something after the last field
                good + "8000",
                good + "800001",
                good + "80ffff",
                BINDING + "020000" + CAPABILITIES + pad, // versions: none, a half, one and a half, twice, order
                BINDING + "02000101" + CAPABILITIES + pad,
                BINDING + "020003000102" + CAPABILITIES + pad,
                BINDING + "02000400010001" + CAPABILITIES + pad,
                BINDING + "02000400020001" + CAPABILITIES + pad,
                BINDING + VERSIONS + "03000700000000000002" + pad, // capabilities
                BINDING + VERSIONS + "030009000000000000000002" + pad);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhateverIsNotExact(String payload) {
        assertThatThrownBy(() -> read(payload)).hasFieldOrPropertyWithValue("reason", MALFORMED);
    }

    @Test
    void takesSixteenVersionsAndNoMore() throws Exception {
        var sixteen = new StringBuilder();
        for (int i = 0; i < 16; i++) sixteen.append("%04x".formatted(i));
        assertThat(read(BINDING + "020020" + sixteen + CAPABILITIES).versions().numbers())
                .hasSize(16);
        assertThatThrownBy(() -> read(BINDING + "020022" + sixteen + "0010" + CAPABILITIES))
                .hasFieldOrPropertyWithValue("reason", MALFORMED);
    }

    @Test
    void hasAnUpperAndALowerBound() {
        var good = OsierVectors.local("A").payload().write();
        assertThat(good).hasSize(HandshakePayload.MIN_BYTES);
        assertThatThrownBy(() -> HandshakePayload.read(Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(HandshakeException.class);
        int room = HandshakePayload.MAX_BYTES - HandshakePayload.MIN_BYTES - 2;
        assertThatThrownBy(() -> read(HexFormat.of().formatHex(good) + "80%04x".formatted(room) + "00".repeat(room)))
                .isInstanceOf(HandshakeException.class);
    }

    @Test
    void theHighestCommonVersionIsUsed() throws Exception {
        assertThat(new Versions(List.of(1, 2, 5)).highestCommon(new Versions(List.of(2, 3, 5, 9))))
                .isEqualTo(5);
        assertThatThrownBy(() -> Versions.OURS.highestCommon(new Versions(List.of(0, 2))))
                .hasFieldOrPropertyWithValue("reason", HandshakeException.Reason.NO_COMMON_VERSION);
    }

    private static HandshakePayload read(String hex) throws HandshakeException {
        return HandshakePayload.read(HexFormat.of().parseHex(hex));
    }
}
