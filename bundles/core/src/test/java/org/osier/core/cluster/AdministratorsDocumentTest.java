package org.osier.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Administrators are changed by themselves alone. */
class AdministratorsDocumentTest {
    private final DocumentSigner a = TestAdministrators.signer(1);
    private final DocumentSigner b = TestAdministrators.signer(2);
    private final DocumentSigner c = TestAdministrators.signer(3);
    private final Administrators first =
            Administrators.of(TestAdministrators.cluster(2, a, b).genesis());

    @Test
    void thoseBeforeSignThoseWhoFollow() throws Exception {
        var document = AdministratorsDocument.create(first, 1, TestAdministrators.keys(c, a), List.of(b, a));
        var next = AdministratorsDocument.parse(document.bytes()).after(first);

        assertThat(next.version()).isEqualTo(1);
        assertThat(next.threshold()).isEqualTo(1);
        assertThat(next.contains(c.publicKey())).isTrue();
        assertThat(next.contains(b.publicKey())).isFalse();

        var third = AdministratorsDocument.create(next, 1, TestAdministrators.keys(b), List.of(c));
        assertThat(third.after(next).version()).isEqualTo(2);
        assertRefused(third, first, "does not follow");
        assertRefused(document, next, "does not follow"); // repeated
    }

    @Test
    void newOnesDoNotMakeThemselves() {
        assertRefused(AdministratorsDocument.create(first, 1, TestAdministrators.keys(c), List.of(c)), first, "1 of 2");
        assertRefused(
                AdministratorsDocument.create(first, 1, TestAdministrators.keys(c), List.of(a, c)),
                first,
                "no administrator");
        var other = Administrators.of(TestClusters.willow().genesis());
        assertRefused(
                AdministratorsDocument.create(first, 1, TestAdministrators.keys(c), List.of(a, b)),
                other,
                "another cluster");
    }

    @Test
    void everyChangedBitIsRefused() {
        var good = AdministratorsDocument.create(first, 1, TestAdministrators.keys(c), List.of(a, b))
                .bytes();
        for (int bit = 0; bit < good.length * 8; bit++) {
            var bytes = good.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(BadDocumentException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> AdministratorsDocument.parse(bytes).after(first));
        }
        for (int length = 0; length < good.length; length++) {
            var bytes = Arrays.copyOf(good, length);
            assertThatExceptionOfType(BadDocumentException.class).isThrownBy(() -> AdministratorsDocument.parse(bytes));
        }
    }

    @Test
    void documentCannotBeBuiltWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdministratorsDocument.create(first, 2, TestAdministrators.keys(c), List.of(a, b)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> AdministratorsDocument.create(first, 1, TestAdministrators.keys(c, c), List.of(a, b)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdministratorsDocument.create(first, 0, List.of(), List.of(a, b)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdministratorsDocument.create(first, 1, List.of(new byte[32]), List.of(a, b)));
    }

    private static void assertRefused(AdministratorsDocument document, Administrators before, String why) {
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> document.after(before))
                .withMessageContaining(why);
    }
}
