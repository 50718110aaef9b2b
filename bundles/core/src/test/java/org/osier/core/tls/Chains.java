package org.osier.core.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.Extensions;
import org.osier.core.crypto.Ed25519;
import org.osier.core.identity.Identity;

/** Certificates as an attacker makes them: good ones, but for one thing. */
final class Chains {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    final Identity identity = Identity.generate(new SecureRandom());
    final KeyPair tls = ecKeys("secp256r1");
    Instant rootFrom = NOW.minus(Duration.ofHours(1));
    Instant rootUntil = NOW.plus(Duration.ofDays(1));
    Instant leafFrom = rootFrom;
    Instant leafUntil = rootUntil;
    Extensions rootExtensions = Certificates.ofAuthority();
    Extensions leafExtensions = Certificates.ofTls();
    String rootIssuer = "CN=node";
    String leafIssuer = "CN=node";
    byte[] rootKey = info(identity);
    byte[] leafKey = tls.getPublic().getEncoded();
    Identity rootSigner = identity;
    Identity leafSigner = identity;

    X509Certificate root() {
        var content =
                new Certificates.Content(BigInteger.ONE, rootIssuer, "CN=node", rootFrom, rootUntil, rootExtensions);
        return Certificates.issue(content, rootKey, rootSigner::signCertificate);
    }

    X509Certificate leaf() {
        var content =
                new Certificates.Content(BigInteger.TWO, leafIssuer, "CN=TLS", leafFrom, leafUntil, leafExtensions);
        return Certificates.issue(content, leafKey, leafSigner::signCertificate);
    }

    X509Certificate[] chain() {
        return new X509Certificate[] {leaf(), root()};
    }

    static byte[] info(Identity identity) {
        var prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        var info = Arrays.copyOf(prefix, prefix.length + Ed25519.KEY_BYTES);
        System.arraycopy(identity.publicKey(), 0, info, prefix.length, Ed25519.KEY_BYTES);
        return info;
    }

    static KeyPair ecKeys(String curve) {
        return keys("EC", new ECGenParameterSpec(curve));
    }

    static KeyPair keys(String type, AlgorithmParameterSpec parameters) {
        try {
            var generator = KeyPairGenerator.getInstance(type);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
