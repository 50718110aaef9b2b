package org.osier.core.tls;

import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.osier.core.identity.Identity;

/**
 * What this node shows in TLS: two certificates that its identity signs, and the key of the first. Key and certificates
 * live in memory alone, and are made anew at half of their time. Any thread.
 */
final class OwnCertificates extends X509ExtendedKeyManager {
    private static final Duration VALID = Duration.ofDays(7);
    private static final Duration RENEW = VALID.dividedBy(2);

    /** Clocks may be this far apart: how far they really may is for the handshake above to say. */
    private static final Duration EARLIER = Duration.ofHours(1);

    private static final String KEY_TYPE = "EC";
    private static final byte[] ED25519_INFO = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int SERIAL_BYTES = 16;

    /** @param alias under which TLS asks for it */
    private record Shown(String alias, Instant made, PrivateKey key, X509Certificate leaf, X509Certificate root) {}

    private final Identity identity;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    // Guarded by this. TLS asks for key and certificates one after the other, by alias: the one before is kept.
    private @Nullable Shown current;
    private @Nullable Shown previous;

    OwnCertificates(Identity identity, InstantSource clock) {
        this.identity = identity;
        this.clock = clock;
    }

    private synchronized Shown current() {
        var now = clock.instant();
        var shown = current;
        boolean fresh = shown != null
                && now.isBefore(shown.made().plus(RENEW))
                && !now.isBefore(shown.made().minus(EARLIER)); // a clock that was set back
        if (shown != null && fresh) return shown;
        previous = shown;
        var made = make(now);
        current = made;
        return made;
    }

    private Shown make(Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance(KEY_TYPE);
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var pair = generator.generateKeyPair();
            var name = "CN=" + identity.id();
            var from = now.minus(EARLIER);
            var until = now.plus(VALID);
            var root = Certificates.issue(
                    new Certificates.Content(serial(), name, name, from, until, Certificates.ofAuthority()),
                    identityInfo(),
                    identity::signCertificate);
            var leaf = Certificates.issue(
                    new Certificates.Content(serial(), name, "CN=TLS", from, until, Certificates.ofTls()),
                    pair.getPublic().getEncoded(),
                    identity::signCertificate);
            return new Shown("osier-" + leaf.getSerialNumber().toString(16), now, pair.getPrivate(), leaf, root);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has P-256", impossible);
        }
    }

    private BigInteger serial() {
        var bytes = new byte[SERIAL_BYTES];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes);
    }

    private byte[] identityInfo() {
        var key = identity.publicKey();
        var info = Arrays.copyOf(ED25519_INFO, ED25519_INFO.length + key.length);
        System.arraycopy(key, 0, info, ED25519_INFO.length, key.length);
        return info;
    }

    private synchronized @Nullable Shown shown(@Nullable String alias) {
        for (var one : new @Nullable Shown[] {current, previous}) {
            if (one != null && one.alias().equals(alias)) return one;
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return KEY_TYPE.equals(keyType) ? current().alias() : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return Arrays.asList(keyTypes).contains(KEY_TYPE) ? current().alias() : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var one = shown(alias);
        return one == null ? null : new X509Certificate[] {one.leaf(), one.root()};
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var one = shown(alias);
        return one == null ? null : one.key();
    }

    // What follows is for sockets, of which there are none.

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
