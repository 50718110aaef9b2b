import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.DecapsulateException;
import javax.crypto.KEM;

/**
 * ML-KEM-768 of the JDK's own provider (24 and newer), run from its source: answers a line with a line, everything in hex.
 * The words are those of mlkem.mjs; randomness is its own, so seeds and m are passed over.
 *
 * <pre>pair [SEED] -> KEY     encapsulate KEY [M] -> CIPHERTEXT SECRET     decapsulate [SEED] CIPHERTEXT -> SECRET</pre>
 */
public final class Kem {
    private static final HexFormat HEX = HexFormat.of();
    /** SubjectPublicKeyInfo of ML-KEM-768 up to the key itself. */
    private static final byte[] PREFIX = HEX.parseHex("308204b2300b0609608648016503040402038204a100");

    private static KeyPair pair;

    public static void main(String[] args) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            try {
                System.out.println(answer(line.split(" ")));
            } catch (Exception e) {
                System.out.println("refused " + e.getMessage());
            }
        }
    }

    private static String answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "pair" -> {
                var generator = KeyPairGenerator.getInstance("ML-KEM");
                generator.initialize(NamedParameterSpec.ML_KEM_768);
                pair = generator.generateKeyPair();
                var encoded = pair.getPublic().getEncoded();
                yield HEX.formatHex(Arrays.copyOfRange(encoded, PREFIX.length, encoded.length));
            }
            case "encapsulate" -> {
                var raw = HEX.parseHex(words[1]);
                var encoded = Arrays.copyOf(PREFIX, PREFIX.length + raw.length);
                System.arraycopy(raw, 0, encoded, PREFIX.length, raw.length);
                var key = KeyFactory.getInstance("ML-KEM").generatePublic(new X509EncodedKeySpec(encoded));
                var made = KEM.getInstance("ML-KEM").newEncapsulator(key).encapsulate();
                yield HEX.formatHex(made.encapsulation()) + " " + HEX.formatHex(made.key().getEncoded());
            }
            case "decapsulate" -> HEX.formatHex(secret(HEX.parseHex(words[words.length - 1])));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static byte[] secret(byte[] ciphertext) throws Exception {
        try {
            return KEM.getInstance("ML-KEM")
                    .newDecapsulator(pair.getPrivate())
                    .decapsulate(ciphertext)
                    .getEncoded();
        } catch (DecapsulateException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
