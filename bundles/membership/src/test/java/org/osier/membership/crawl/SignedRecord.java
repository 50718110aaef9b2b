package org.osier.membership.crawl;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.osier.node.Role;

/** Records with real keys and signatures, made and checked by the JDK, as WIRE.md, section 7, has them. */
final class SignedRecord {
    private static final byte[] CONTEXT = "osier/1 record\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final Instant ISSUED = Instant.now();

    /** As core checks them. */
    static final Records RECORDS = SignedRecord::verify;

    private SignedRecord() {}

    /** Of a node with a key of its own. */
    static NodeRecord of(String name, URI... addresses) {
        try {
            var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var spki = keys.getPublic().getEncoded();
            var raw = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
            return NodeRecord.builder()
                    .keys(raw, raw)
                    .serial(1)
                    .bootId(1)
                    .issued(ISSUED, Duration.ofDays(1))
                    .role(Role.DUAL)
                    .name(name)
                    .addresses(List.of(addresses))
                    .sign(unsigned -> sign(keys.getPrivate(), unsigned));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The same bytes with another signature. */
    static byte[] forged(NodeRecord record) {
        var bytes = record.bytes();
        bytes[bytes.length - 10] ^= 1;
        return bytes;
    }

    private static byte[] sign(PrivateKey key, byte[] unsigned) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(CONTEXT);
            signature.update(unsigned);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static NodeRecord verify(byte[] bytes) throws BadRecordException {
        var record = NodeRecord.parse(bytes);
        if (!holds(record)) throw new BadRecordException("the signature is wrong");
        if (!Instant.now().isBefore(record.expires())) throw new BadRecordException("expired");
        return record;
    }

    private static boolean holds(NodeRecord record) {
        try {
            var spki = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + 32);
            System.arraycopy(record.identityKey(), 0, spki, SPKI_PREFIX.length, 32);
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
            signature.update(CONTEXT);
            signature.update(record.unsigned());
            return signature.verify(record.signature());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
