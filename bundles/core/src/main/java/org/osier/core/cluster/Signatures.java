package org.osier.core.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.osier.core.crypto.Ed25519;

/**
 * Who signed a document, as it stands at the end of one: {@code [u8 k]{[32 administrator key][64 signature]}}, keys
 * ascending, each once. Each signature is over the document's context and all before k. Immutable.
 */
final class Signatures {
    private record Signature(byte[] key, byte[] value) {}

    private final List<Signature> signatures;

    private Signatures(List<Signature> signatures) {
        this.signatures = signatures;
    }

    /** The document with these signatures behind it. */
    static byte[] sign(String context, byte[] unsigned, List<? extends DocumentSigner> signers) {
        if (signers.isEmpty() || signers.size() > Genesis.MAX_ADMINISTRATORS) {
            throw new IllegalArgumentException(signers.size() + " signers, 1 to " + Genesis.MAX_ADMINISTRATORS);
        }
        var message = message(context, unsigned);
        var out = new ByteArrayOutputStream();
        out.writeBytes(unsigned);
        out.write(signers.size());
        signers.stream()
                .sorted(Comparator.comparing(DocumentSigner::publicKey, Arrays::compareUnsigned))
                .forEach(signer -> {
                    out.writeBytes(signer.publicKey());
                    out.writeBytes(signer.sign(message));
                });
        return out.toByteArray();
    }

    /** Reads to the end of the document. */
    static Signatures read(ByteBuffer in) throws BadDocumentException {
        int count = in.get() & 0xff;
        if (count < 1 || count > Genesis.MAX_ADMINISTRATORS) throw new BadDocumentException(count + " signatures");
        var signatures = new ArrayList<Signature>(count);
        for (int i = 0; i < count; i++) {
            var key = Documents.take(in, Ed25519.KEY_BYTES);
            if (i > 0 && Arrays.compareUnsigned(signatures.get(i - 1).key, key) >= 0) {
                throw new BadDocumentException("the keys of its signatures must ascend");
            }
            signatures.add(new Signature(key, Documents.take(in, Ed25519.SIGNATURE_BYTES)));
        }
        if (in.hasRemaining()) throw new BadDocumentException(in.remaining() + " bytes too many");
        return new Signatures(List.copyOf(signatures));
    }

    /** As many as must sign have signed, and nobody else has. */
    void verify(String context, byte[] unsigned, Administrators administrators) throws BadDocumentException {
        if (administrators.threshold() == 0) throw new BadDocumentException("the cluster has no administrators");
        if (signatures.size() < administrators.threshold()) {
            throw new BadDocumentException(
                    signatures.size() + " of " + administrators.threshold() + " administrators signed");
        }
        var message = message(context, unsigned);
        for (var signature : signatures) {
            if (!administrators.contains(signature.key)) throw new BadDocumentException("signed by no administrator");
            if (!Ed25519.verify(signature.key, message, signature.value)) {
                throw new BadDocumentException("a signature is wrong");
            }
        }
    }

    private static byte[] message(String context, byte[] unsigned) {
        var start = context.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(start.length + unsigned.length)
                .put(start)
                .put(unsigned)
                .array();
    }
}
