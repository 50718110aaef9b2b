package org.osier.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.osier.core.identity.Identity;

/** Java's own TLS with our certificates, engine against engine. */
class NodeTlsTest {
    private final Identity alpha = Identity.generate(new SecureRandom());
    private final Identity beta = Identity.generate(new SecureRandom());
    private final NodeTls ofAlpha = new NodeTls(alpha, Clock.systemUTC());
    private final NodeTls ofBeta = new NodeTls(beta, Clock.systemUTC());

    private static SSLEngine server(SSLContext context) {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    private static SSLEngine client(SSLContext context) {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        return engine;
    }

    private static X509Certificate[] shown(SSLEngine engine) throws SSLException {
        return (X509Certificate[]) engine.getSession().getPeerCertificates();
    }

    @Test
    void bothSidesProveWhoTheyAre() throws Exception {
        var server = server(ofAlpha.server());
        var client = client(ofBeta.client(alpha.id()));

        Handshake.run(client, server);

        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(shown(client)).hasSize(2);
        assertThat(shown(client)[1].getSubjectX500Principal().getName()).isEqualTo("CN=" + alpha.id());
        assertThat(shown(server)[1].getSubjectX500Principal().getName()).isEqualTo("CN=" + beta.id());
    }

    @Test
    void whoKnowsNobodyThereAcceptsAnyNode() throws Exception {
        Handshake.run(client(ofBeta.client()), server(ofAlpha.server()));
    }

    @Test
    void anotherNodeThanTheOneAskedForIsRefused() {
        var client = client(ofBeta.client(beta.id()));
        assertThatThrownBy(() -> Handshake.run(client, server(ofAlpha.server())))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining(alpha.id().brief());
    }

    @Test
    void clientWithoutCertificatesIsRefused() throws Exception {
        var nobody = SSLContext.getInstance("TLSv1.3");
        nobody.init(null, new TrustManager[] {anybody()}, null);
        assertThatThrownBy(() -> Handshake.run(client(nobody), server(ofAlpha.server())))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void clientWhoseCertificatesProveNothingIsRefused() throws Exception {
        var hostile = new Chains();
        hostile.leafSigner = beta;
        hostile.rootUntil = hostile.leafUntil = Instant.now().plus(Duration.ofDays(1));
        var liar = SSLContext.getInstance("TLSv1.3");
        liar.init(new KeyManager[] {new FixedChain(hostile)}, new TrustManager[] {anybody()}, null);
        assertThatThrownBy(() -> Handshake.run(client(liar), server(ofAlpha.server())))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("not signed by the root");
    }

    /** Goal: who shows another's certificates without its key gets nowhere. Method: alpha's chain, a key of our own. */
    @Test
    void certificatesWithoutTheirKeyAreWorthNothing() throws Exception {
        var stolen = new Chains();
        stolen.rootUntil = stolen.leafUntil = Instant.now().plus(Duration.ofDays(1));
        var thief = SSLContext.getInstance("TLSv1.3");
        var wrongKey = new FixedChain(stolen, Chains.ecKeys("secp256r1").getPrivate());
        thief.init(new KeyManager[] {wrongKey}, new TrustManager[] {anybody()}, null);
        assertThatThrownBy(() -> Handshake.run(client(ofBeta.client(stolen.identity.id())), server(thief)))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void olderVersionsOfTlsAreRefusedAtBothSides() throws Exception {
        var old = SSLContext.getInstance("TLSv1.2");
        old.init(new KeyManager[] {new OwnCertificates(beta, Clock.systemUTC())}, new TrustManager[] {anybody()}, null);
        assertThatThrownBy(() -> Handshake.run(client(old), server(ofAlpha.server())))
                .isInstanceOf(SSLException.class);
        var oldServer = server(old);
        oldServer.setEnabledProtocols(new String[] {"TLSv1.2"});
        assertThatThrownBy(() -> Handshake.run(client(ofAlpha.client(beta.id())), oldServer))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void contextForOneSideIsNotUsedForTheOther() {
        assertThatThrownBy(() -> Handshake.run(client(ofBeta.server()), server(ofAlpha.server())))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void certificatesAreMadeAnewAtHalfOfTheirTimeAndTheOldOnesStillAnswer() {
        var clock = new SteppingClock(Instant.parse("2026-06-01T00:00:00Z"));
        var own = new OwnCertificates(alpha, clock);
        var first = own.chooseEngineServerAlias("EC", null, null);
        clock.now = clock.now.plus(Duration.ofDays(3));
        assertThat(own.chooseEngineServerAlias("EC", null, null)).isEqualTo(first);
        clock.now = clock.now.plus(Duration.ofDays(1));
        var second = own.chooseEngineServerAlias("EC", null, null);
        assertThat(second).isNotEqualTo(first);
        assertThat(own.getPrivateKey(first)).isNotNull().isNotEqualTo(own.getPrivateKey(second));
        assertThat(own.getCertificateChain(second)[0].getNotAfter().toInstant())
                .isEqualTo(clock.now.plus(Duration.ofDays(7)));
        clock.now = clock.now.minus(Duration.ofDays(30));
        assertThat(own.chooseEngineServerAlias("EC", null, null)).isNotEqualTo(second);
    }

    @Test
    void nothingButPlainCertificatesIsSignedAsOne() {
        assertThatThrownBy(() -> alpha.signCertificate("osier/1 record\0".getBytes()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TrustManager anybody() {
        return new TrustAnybody();
    }

    private static final class SteppingClock extends Clock {
        private Instant now;

        SteppingClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
