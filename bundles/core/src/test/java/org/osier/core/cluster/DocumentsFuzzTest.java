package org.osier.core.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.fuzz.Seeds;
import org.osier.core.operator.Words;
import org.osier.core.operator.Words.BadWordsException;

/** Documents of administrators, which members hand on to each other: read strictly, and good for nothing unsigned. */
class DocumentsFuzzTest {
    private static final DocumentSigner SIGNER = TestAdministrators.signer(1);
    private static final Cluster CLUSTER = TestAdministrators.cluster(1, SIGNER);
    private static final Administrators ADMINISTRATORS = Administrators.of(CLUSTER.genesis());
    private static final Rotation ROTATION = Rotation.issue(
            Cluster.of(CLUSTER.genesis(), 2, new byte[32]),
            Instant.EPOCH,
            Roster.nobody(),
            Roster.nobody(),
            List.of(SIGNER));
    private static final byte[] COMMAND = Command.sign(
                    CLUSTER, 1, Instant.EPOCH, Duration.ofHours(1), Command.Kind.UPDATE, null, new byte[3], SIGNER)
            .bytes();
    private static final byte[] HANDOVER = AdministratorsDocument.create(
                    ADMINISTRATORS, 1, TestAdministrators.keys(TestAdministrators.signer(2)), List.of(SIGNER))
            .bytes();

    static Stream<byte[]> rotations() {
        return Seeds.near(Seeds.vector("rotation", "signed"), ROTATION.bytes());
    }

    @MethodSource("rotations")
    @FuzzTest
    void rotation(byte[] bytes) {
        try {
            var rotation = Rotation.parse(bytes);
            assertThat(rotation.bytes()).isEqualTo(bytes);
            assertThat(Integer.compareUnsigned(rotation.epoch(), 2)).isNotNegative();
            assertThat(rotation.revoked().size()).isLessThanOrEqualTo(Rotation.MAX_REVOKED);
            rotation.verify(ADMINISTRATORS);
            assertThat(rotation.hash()).as("nobody else signs").isEqualTo(ROTATION.hash());
        } catch (BadDocumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    static Stream<byte[]> updates() {
        var whole =
                new KeyUpdate(ROTATION, Roster.nobody(), new byte[32]).parts().get(0);
        var bytes = new byte[whole.remaining()];
        whole.get(bytes);
        return Stream.concat(
                Seeds.near(bytes).map(Seeds::list),
                Stream.of(Seeds.list(bytes, bytes), Seeds.list(new byte[3], bytes)));
    }

    /** Parts, one after the other; what is kept of them stays within its bound. */
    @MethodSource("updates")
    @FuzzTest
    void keyUpdate(byte[] list) {
        var reader = new KeyUpdateReader();
        try {
            for (var part : Seeds.parts(list)) {
                var update = reader.add(part);
                assertThat(reader.kept()).isLessThanOrEqualTo(KeyUpdate.MAX_BYTES);
                update.ifPresent(u -> assertThat(again(u)).isPresent().get().hasToString(u.toString()));
            }
        } catch (BadDocumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static Optional<KeyUpdate> again(KeyUpdate update) {
        var out = new ByteArrayOutputStream();
        for (var part : update.parts()) {
            var bytes = new byte[part.remaining()];
            part.get(bytes);
            out.writeBytes(bytes);
        }
        try {
            return new KeyUpdateReader().add(out.toByteArray());
        } catch (BadDocumentException e) {
            throw new AssertionError("what was read cannot be written", e);
        }
    }

    static Stream<byte[]> handovers() {
        return Seeds.near(HANDOVER);
    }

    @MethodSource("handovers")
    @FuzzTest
    void administrators(byte[] bytes) {
        try {
            assertThat(AdministratorsDocument.parse(bytes).bytes()).isEqualTo(bytes);
        } catch (BadDocumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    static Stream<byte[]> commands() {
        return Seeds.near(COMMAND);
    }

    @MethodSource("commands")
    @FuzzTest
    void command(byte[] bytes) {
        try {
            var command = Command.parse(bytes);
            assertThat(command.bytes()).isEqualTo(bytes);
            assertThat(Duration.between(command.issued(), command.expires())).isPositive();
            command.verify(ADMINISTRATORS);
            assertThat(bytes).as("nobody else signs").isEqualTo(COMMAND);
        } catch (BadDocumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    static Stream<byte[]> words() {
        return Seeds.near(
                Words.of(new byte[16]).getBytes(UTF_8),
                ("  " + Words.of(new byte[32]).toUpperCase(java.util.Locale.ROOT)).getBytes(UTF_8));
    }

    @MethodSource("words")
    @FuzzTest
    void words(byte[] bytes) {
        var text = new String(bytes, UTF_8);
        for (int count : new int[] {12, 24}) {
            try {
                assertThat(Words.of(Words.bytes(text, count))).isEqualTo(Words.normal(text));
            } catch (BadWordsException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
