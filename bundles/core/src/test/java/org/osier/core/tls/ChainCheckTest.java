package org.osier.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.osier.core.identity.Identity;
import org.osier.core.tls.rules.BadChainException;
import org.osier.core.tls.rules.ChainCheck;
import org.osier.core.tls.rules.Purpose;
import org.osier.node.NodeId;

/** One refusal each: a good chain in which one thing is wrong. */
class ChainCheckTest {
    private final Chains good = new Chains();
    private final Identity other = Identity.generate(new SecureRandom());

    private NodeId check(X509Certificate... chain) throws BadChainException {
        return ChainCheck.check(chain, Purpose.SERVER, Chains.NOW, Optional.of(good.identity.id()));
    }

    private void refused(String why, X509Certificate... chain) {
        assertThatThrownBy(() -> check(chain))
                .isInstanceOf(BadChainException.class)
                .hasMessageContaining(why);
    }

    @Test
    void theIdIsTheHashOfTheRootsKey() throws Exception {
        assertThat(check(good.chain())).isEqualTo(good.identity.id());
        var info = good.root().getPublicKey().getEncoded();
        assertThat(good.identity.id().toString())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(info)));
    }

    @Test
    void whoExpectsNobodyLearnsWhoItIs() throws Exception {
        assertThat(ChainCheck.check(good.chain(), Purpose.CLIENT, Chains.NOW, Optional.empty()))
                .isEqualTo(good.identity.id());
    }

    @Test
    void aNodeThatIsNotTheOneAskedForIsRefused() {
        assertThatThrownBy(() -> ChainCheck.check(good.chain(), Purpose.SERVER, Chains.NOW, Optional.of(other.id())))
                .isInstanceOf(BadChainException.class)
                .hasMessageContaining(good.identity.id().brief())
                .hasMessageContaining(other.id().brief());
    }

    @Test
    void everyNumberOfCertificatesButTwoIsRefused() {
        refused("2 certificates are needed, got 0");
        refused("2 certificates are needed, got 1", good.leaf());
        refused("2 certificates are needed, got 1", good.root());
        refused("2 certificates are needed, got 3", good.leaf(), good.root(), good.root());
        refused("2 certificates are needed, got 3", good.leaf(), good.leaf(), good.root());
    }

    @Test
    void certificatesInTheWrongOrderAreRefused() {
        refused("root: its key is not Ed25519", good.root(), good.leaf());
    }

    /** The root of the node that is asked for is known to everybody: it proves nothing without what it signed. */
    @Test
    void leafThatAnotherSignedIsRefused() {
        good.leafSigner = other;
        refused("leaf: not signed by the root", good.chain());
    }

    @Test
    void rootThatAnotherSignedIsRefused() {
        good.rootSigner = other;
        refused("root: not signed by the root", good.chain());
    }

    @Test
    void rootOfAnotherNodeWithTheKeyOfTheOneAskedForIsRefused() {
        good.rootSigner = other;
        good.leafSigner = other;
        refused("not signed by the root", good.chain());
    }

    @Test
    void rootWithAnotherKindOfKeyIsRefused() {
        good.rootKey = Chains.ecKeys("secp256r1").getPublic().getEncoded();
        refused("root: its key is not Ed25519", good.chain());
    }

    @Test
    void expiredCertificatesAreRefused() {
        good.leafUntil = Chains.NOW.minusSeconds(1);
        refused("leaf: expired at 2026-06-01T11:59:59Z", good.chain());
        good.leafUntil = good.rootUntil;
        good.rootUntil = Chains.NOW.minusSeconds(1);
        refused("root: expired at 2026-06-01T11:59:59Z", good.chain());
    }

    @Test
    void certificatesOfTheFutureAreRefused() {
        good.leafFrom = Chains.NOW.plusSeconds(1);
        refused("leaf: not valid before 2026-06-01T12:00:01Z", good.chain());
        good.leafFrom = good.rootFrom;
        good.rootFrom = Chains.NOW.plus(Duration.ofDays(1));
        refused("root: not valid before 2026-06-02T12:00:00Z", good.chain());
    }

    @Test
    void namesThatDoNotMeetAreRefused() {
        good.leafIssuer = "CN=somebody else";
        refused("issuer: not the root", good.chain());
        good.leafIssuer = "CN=node";
        good.rootIssuer = "CN=somebody else";
        refused("issuer: not the root", good.chain());
    }

    @Test
    void rootThatIsNoAuthorityIsRefused() {
        good.rootExtensions = Certificates.extensions(new BasicConstraints(false), KeyUsage.keyCertSign, null);
        refused("root: not for signing certificates", good.chain());
        good.rootExtensions = Certificates.extensions(new BasicConstraints(0), KeyUsage.digitalSignature, null);
        refused("root: not for signing certificates", good.chain());
    }

    @Test
    void leafThatIsAnAuthorityIsRefused() {
        var tls = new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
        good.leafExtensions = Certificates.extensions(new BasicConstraints(0), KeyUsage.digitalSignature, tls);
        refused("leaf: it could sign certificates", good.chain());
        int both = KeyUsage.digitalSignature | KeyUsage.keyCertSign;
        good.leafExtensions = Certificates.extensions(new BasicConstraints(false), both, tls);
        refused("leaf: it could sign certificates", good.chain());
    }

    @Test
    void leafForAnotherUseIsRefused() {
        var none = new BasicConstraints(false);
        var client = new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
        good.leafExtensions = Certificates.extensions(none, KeyUsage.digitalSignature, client);
        refused("leaf: not for the SERVER of TLS", good.chain());
        good.leafExtensions = Certificates.extensions(none, KeyUsage.digitalSignature, null);
        refused("leaf: not for the SERVER of TLS", good.chain());
        var any = new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage);
        good.leafExtensions = Certificates.extensions(none, KeyUsage.digitalSignature, any);
        refused("leaf: not for the SERVER of TLS", good.chain());
        var server = new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
        good.leafExtensions = Certificates.extensions(none, KeyUsage.keyAgreement, server);
        refused("leaf: not for signatures", good.chain());
    }

    @Test
    void leafWithoutAnyExtensionIsRefused() {
        good.leafExtensions = new Extensions(new Extension[] {unknown(false)});
        refused("leaf: not for signatures", good.chain());
    }

    @Test
    void leafWithAnotherKindOfKeyIsRefused() {
        good.leafKey = Chains.ecKeys("secp384r1").getPublic().getEncoded();
        refused("leaf: its key is not of P-256", good.chain());
        good.leafKey = Chains.keys("RSA", new RSAKeyGenParameterSpec(2_048, RSAKeyGenParameterSpec.F4))
                .getPublic()
                .getEncoded();
        refused("leaf: its key is not of P-256", good.chain());
        good.leafKey = Chains.info(other);
        refused("leaf: its key is not of P-256", good.chain());
    }

    @Test
    void whatIsCriticalAndNotUnderstoodIsRefused() {
        var usual = Certificates.ofTls();
        good.leafExtensions = new Extensions(new Extension[] {
            usual.getExtension(Extension.basicConstraints),
            usual.getExtension(Extension.keyUsage),
            usual.getExtension(Extension.extendedKeyUsage),
            unknown(true)
        });
        refused("leaf: something critical", good.chain());
        good.leafExtensions = usual;
        var authority = Certificates.ofAuthority();
        good.rootExtensions = new Extensions(new Extension[] {
            authority.getExtension(Extension.basicConstraints),
            authority.getExtension(Extension.keyUsage),
            unknown(true)
        });
        refused("root: something critical", good.chain());
    }

    /** Goal: no bit of what was signed can be changed. Method: flip each byte of the leaf; most do not even parse. */
    @RepeatedTest(20) // keys and signatures are others each time
    void noByteOfTheLeafCanBeChanged() throws Exception {
        var encoded = good.leaf().getEncoded();
        int parsed = 0;
        for (int i = 0; i < encoded.length; i++) {
            var changed = encoded.clone();
            changed[i] ^= 1;
            try {
                var leaf = Certificates.read(changed);
                parsed++;
                assertThatThrownBy(() -> check(leaf, good.root()))
                        .as("byte " + i)
                        .isInstanceOf(BadChainException.class);
            } catch (CertificateException malformed) {
                // TLS would refuse it before it asks.
            }
        }
        assertThat(parsed).isGreaterThan(100);
    }

    private static Extension unknown(boolean critical) {
        try {
            var value = new DEROctetString(DERNull.INSTANCE.getEncoded());
            return new Extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), critical, value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
