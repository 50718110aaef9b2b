package org.osier.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.fuzz.Seeds;
import org.osier.core.tls.rules.BadChainException;
import org.osier.core.tls.rules.ChainCheck;
import org.osier.core.tls.rules.Purpose;

/** Certificates of whoever comes over wss: what Java's own parser makes of the bytes is judged, or refused. */
class ChainFuzzTest {
    private static final Chains GOOD = new Chains();

    static Stream<byte[]> chains() throws GeneralSecurityException {
        var root = GOOD.root().getEncoded();
        var leaf = GOOD.leaf().getEncoded();
        return Seeds.near(Seeds.list(leaf, root), Seeds.list(root, root), Seeds.list(leaf, leaf));
    }

    @MethodSource("chains")
    @FuzzTest
    void chain(byte[] list) throws GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var encoded = Seeds.parts(list);
        var chain = new X509Certificate[encoded.length];
        try {
            for (int i = 0; i < chain.length; i++) {
                chain[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded[i]));
            }
        } catch (CertificateException | RuntimeException e) {
            // Java's to refuse, before ours is asked. An Ed25519 key of no bytes makes Java 17 throw something else
            // than it
            // should; where TLS reads certificates, that ends the connection as any other refusal does.
            return;
        }
        try {
            var id = ChainCheck.check(chain, Purpose.SERVER, Chains.NOW, Optional.empty());
            assertThat(id).isEqualTo(GOOD.identity.id()); // nobody has another key that signs
        } catch (BadChainException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
