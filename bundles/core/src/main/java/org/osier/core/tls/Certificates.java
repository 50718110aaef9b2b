package org.osier.core.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.jspecify.annotations.Nullable;

/** Writes certificates that an Ed25519 key signs (RFC 5280, RFC 8410). */
final class Certificates {
    private static final AlgorithmIdentifier ED25519 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));

    private Certificates() {}

    /** @param issuer and subject: for people, in the form {@code CN=...} */
    record Content(
            BigInteger serial, String issuer, String subject, Instant from, Instant until, Extensions extensions) {}

    /** Of an identity: it may sign certificates and is none of TLS. */
    static Extensions ofAuthority() {
        return extensions(new BasicConstraints(0), KeyUsage.keyCertSign, null);
    }

    /** Of TLS, at both ends. */
    static Extensions ofTls() {
        var usage =
                new ExtendedKeyUsage(new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
        return extensions(new BasicConstraints(false), KeyUsage.digitalSignature, usage);
    }

    static Extensions extensions(BasicConstraints constraints, int keyUsage, @Nullable ExtendedKeyUsage usage) {
        try {
            var all = new ExtensionsGenerator();
            all.addExtension(Extension.basicConstraints, true, constraints);
            all.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
            if (usage != null) all.addExtension(Extension.extendedKeyUsage, false, usage);
            return all.generate();
        } catch (IOException impossible) {
            throw new AssertionError("written to memory", impossible);
        }
    }

    /**
     * @param publicKey SubjectPublicKeyInfo
     * @param signer signs the bytes that it is given with Ed25519
     */
    static X509Certificate issue(Content content, byte[] publicKey, UnaryOperator<byte[]> signer) {
        var body = new V3TBSCertificateGenerator();
        body.setSerialNumber(new ASN1Integer(content.serial()));
        body.setSignature(ED25519);
        body.setIssuer(new X500Name(content.issuer()));
        body.setSubject(new X500Name(content.subject()));
        body.setStartDate(new Time(Date.from(content.from())));
        body.setEndDate(new Time(Date.from(content.until())));
        body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(publicKey));
        body.setExtensions(content.extensions());
        try {
            var signed = body.generateTBSCertificate();
            var whole = new ASN1EncodableVector();
            whole.add(signed);
            whole.add(ED25519);
            whole.add(new DERBitString(signer.apply(signed.getEncoded(ASN1Encoding.DER))));
            return read(new DERSequence(whole).getEncoded(ASN1Encoding.DER));
        } catch (IOException | CertificateException impossible) {
            throw new AssertionError("our own certificate", impossible);
        }
    }

    static X509Certificate read(byte[] encoded) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }
}
