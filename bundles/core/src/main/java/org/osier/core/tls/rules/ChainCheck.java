package org.osier.core.tls.rules;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.osier.core.crypto.Ed25519;
import org.osier.node.NodeId;

/**
 * Whether certificates prove an identity. There are exactly two: the one that TLS uses, with a P-256 key, and the one
 * that signed both, whose Ed25519 key is the node. Nothing is looked up, no other authority is known, and names in
 * certificates mean nothing: a node is its key.
 */
public final class ChainCheck {
    private static final int CHAIN = 2;
    private static final String ED25519 = "1.3.101.112"; // RFC 8410, section 3
    private static final int DIGITAL_SIGNATURE = 0; // bits of the key usage (RFC 5280, section 4.2.1.3)
    private static final int CERTIFICATE_SIGNING = 5;
    private static final int NO_AUTHORITY = -1; // X509Certificate.getBasicConstraints

    /** SubjectPublicKeyInfo of an Ed25519 key, without the key (RFC 8410, section 4). */
    private static final byte[] ED25519_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    /** SubjectPublicKeyInfo of an uncompressed point of P-256, without the point (RFC 5480, section 2.1.1.1). */
    private static final byte[] P256_INFO =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private static final int P256_POINT_BYTES = 65;

    /** Basic constraints, key usage and extended key usage: whatever else is critical, we do not understand. */
    private static final Set<String> UNDERSTOOD = Set.of("2.5.29.19", "2.5.29.15", "2.5.29.37");

    private ChainCheck() {}

    /**
     * Who shows these certificates.
     *
     * @param chain as TLS received it: its own first
     * @param expected who it must be; empty: anybody
     * @throws BadChainException what is wrong with it
     */
    public static NodeId check(X509Certificate[] chain, Purpose purpose, Instant now, Optional<NodeId> expected)
            throws BadChainException {
        if (chain.length != CHAIN) throw new BadChainException("2 certificates are needed, got " + chain.length);
        var leaf = chain[0];
        var root = chain[1];
        var key = ed25519Key(root);
        var id = NodeId.ofKey(key);
        if (expected.isPresent() && !expected.get().equals(id)) {
            var message =
                    "it is node " + id.brief() + ", and not " + expected.get().brief();
            throw new BadChainException(message);
        }
        signed(root, key, "root");
        signed(leaf, key, "leaf");
        named(leaf, root);
        inForce(root, now, "root");
        inForce(leaf, now, "leaf");
        authority(root);
        usable(leaf, purpose);
        return id;
    }

    private static byte[] ed25519Key(X509Certificate root) throws BadChainException {
        var info = root.getPublicKey().getEncoded();
        boolean ours = info != null
                && info.length == ED25519_INFO.length + Ed25519.KEY_BYTES
                && Arrays.equals(info, 0, ED25519_INFO.length, ED25519_INFO, 0, ED25519_INFO.length);
        if (!ours) throw new BadChainException("root: its key is not Ed25519");
        return Arrays.copyOfRange(info, ED25519_INFO.length, info.length);
    }

    private static void signed(X509Certificate certificate, byte[] key, String which) throws BadChainException {
        if (!ED25519.equals(certificate.getSigAlgOID())) {
            throw new BadChainException(which + ": not signed with Ed25519");
        }
        byte[] content;
        try {
            content = certificate.getTBSCertificate();
            if (!isWhole(certificate)) throw new BadChainException(which + ": malformed signature");
        } catch (CertificateException malformed) {
            throw new BadChainException(which + ": malformed");
        }
        if (!Ed25519.verify(key, content, certificate.getSignature())) {
            throw new BadChainException(which + ": not signed by the root");
        }
    }

    /** Whether the signature is all of its bytes: as 511 bits it would be read as the same ones, if the last is 0. */
    private static boolean isWhole(X509Certificate certificate) throws CertificateException {
        var encoded = certificate.getEncoded();
        int unused = encoded.length - certificate.getSignature().length - 1;
        return unused >= 0 && encoded[unused] == 0;
    }

    private static void named(X509Certificate leaf, X509Certificate root) throws BadChainException {
        var name = root.getSubjectX500Principal();
        if (!root.getIssuerX500Principal().equals(name)
                || !leaf.getIssuerX500Principal().equals(name)) {
            throw new BadChainException("issuer: not the root");
        }
    }

    private static void inForce(X509Certificate certificate, Instant now, String which) throws BadChainException {
        try {
            certificate.checkValidity(Date.from(now));
        } catch (CertificateExpiredException expired) {
            throw new BadChainException(
                    which + ": expired at " + certificate.getNotAfter().toInstant());
        } catch (CertificateNotYetValidException early) {
            throw new BadChainException(
                    which + ": not valid before " + certificate.getNotBefore().toInstant());
        }
    }

    private static void authority(X509Certificate root) throws BadChainException {
        understood(root, "root");
        if (root.getBasicConstraints() == NO_AUTHORITY || !mayBeUsed(root, CERTIFICATE_SIGNING)) {
            throw new BadChainException("root: not for signing certificates");
        }
    }

    private static void usable(X509Certificate leaf, Purpose purpose) throws BadChainException {
        understood(leaf, "leaf");
        if (leaf.getBasicConstraints() != NO_AUTHORITY || mayBeUsed(leaf, CERTIFICATE_SIGNING)) {
            throw new BadChainException("leaf: it could sign certificates");
        }
        if (!mayBeUsed(leaf, DIGITAL_SIGNATURE)) throw new BadChainException("leaf: not for signatures");
        try {
            var usages = leaf.getExtendedKeyUsage();
            if (usages == null || !usages.contains(purpose.extendedKeyUsage())) {
                throw new BadChainException("leaf: not for the " + purpose + " of TLS");
            }
        } catch (CertificateParsingException malformed) {
            throw new BadChainException("leaf: malformed");
        }
        var info = leaf.getPublicKey().getEncoded();
        boolean p256 = info != null
                && info.length == P256_INFO.length + P256_POINT_BYTES
                && Arrays.equals(info, 0, P256_INFO.length, P256_INFO, 0, P256_INFO.length);
        if (!p256) throw new BadChainException("leaf: its key is not of P-256");
    }

    private static void understood(X509Certificate certificate, String which) throws BadChainException {
        var critical = certificate.getCriticalExtensionOIDs();
        if (critical != null && !UNDERSTOOD.containsAll(critical)) {
            throw new BadChainException(which + ": something critical that is not understood");
        }
    }

    private static boolean mayBeUsed(X509Certificate certificate, int bit) {
        var usage = certificate.getKeyUsage();
        return usage != null && usage.length > bit && usage[bit];
    }
}
