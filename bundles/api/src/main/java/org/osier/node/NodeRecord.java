package org.osier.node;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * What a node says of itself, signed by its identity (WIRE.md, section 7). A pure value: {@link #parse} checks the form,
 * {@link Records#verify} the signature too. The record with the highest serial counts.
 */
public final class NodeRecord {
    /** Longest record, in bytes, the signature included. */
    public static final int MAX_BYTES = 1_100;
    /** Most addresses in a record. */
    public static final int MAX_ADDRESSES = 8;
    /** Signature at the end, in bytes. */
    public static final int SIGNATURE_BYTES = 64;

    private final byte[] bytes;
    private final NodeRecordFields fields;
    private final NodeId id;

    private NodeRecord(byte[] bytes, NodeRecordFields fields) {
        this.bytes = bytes;
        this.fields = fields;
        this.id = NodeId.ofKey(fields.identityKey);
    }

    /**
     * Reads a record strictly: tags ascending, each once, exact lengths, everything required is there.
     *
     * @param bytes one whole record, copied
     * @return the record; its signature has NOT been checked
     * @throws BadRecordException naming what was seen and what was expected
     */
    public static NodeRecord parse(byte[] bytes) throws BadRecordException {
        var copy = bytes.clone();
        return new NodeRecord(copy, NodeRecordReader.read(copy));
    }

    /** Starts a record of one's own; see {@link Builder#sign}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whose record this is: computed from the key, never sent. */
    public NodeId id() {
        return id;
    }

    /** Ed25519 public key, 32 bytes, a copy. */
    public byte[] identityKey() {
        return fields.identityKey.clone();
    }

    /** X25519 link key, 32 bytes, a copy. */
    public byte[] linkKey() {
        return fields.linkKey.clone();
    }

    /** 0 to 2^48 - 1; rises with each record of a node. */
    public long serial() {
        return fields.serial;
    }

    /** Drawn at each start of the node: the same id with another boot id is a restart. */
    public long bootId() {
        return fields.bootId;
    }

    /** When it was signed, by the signer's clock. */
    public Instant issued() {
        return Instant.ofEpochMilli(fields.issuedMs);
    }

    /** How long it counts from {@link #issued}: 1 s to 7 days. */
    public Duration valid() {
        return Duration.ofSeconds(fields.validSeconds);
    }

    /** When it stops counting. */
    public Instant expires() {
        return issued().plus(valid());
    }

    /** 1 to 64 ASCII letters, digits, {@code -}, {@code _} and inner spaces; empty if the node has none. */
    public Optional<String> name() {
        return Optional.ofNullable(fields.name);
    }

    /** What the node is there for. */
    public Role role() {
        return fields.role;
    }

    /** Bits of WIRE.md, section 2: 1 relays envelopes, 2 topics, 3 ledger, 4 remote services. */
    public long capabilities() {
        return fields.capabilities;
    }

    /** Where it can be dialled, at most 8; empty for a node without a listener. Unmodifiable. */
    public List<URI> addresses() {
        return fields.addresses;
    }

    /** Further facts, at most 512 bytes together. Unmodifiable, keys ascending. */
    public SortedMap<String, String> attributes() {
        return fields.attributes;
    }

    /** 8 bytes that members of the same cluster can check, a copy; empty if the node told none. */
    public Optional<byte[]> clusterTag() {
        return Optional.ofNullable(fields.clusterTag).map(byte[]::clone);
    }

    /** 32 bytes, a copy: the key of its slot in the DHT; empty if it has none. */
    public Optional<byte[]> dhtSlotKey() {
        return Optional.ofNullable(fields.dhtSlotKey).map(byte[]::clone);
    }

    /** The whole record as it travels, signature included; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Everything before the signature, a copy: what was signed, behind the context "osier/1 record" and a zero byte. */
    public byte[] unsigned() {
        return Arrays.copyOf(bytes, bytes.length - SIGNATURE_BYTES);
    }

    /** The 64 bytes at the end, a copy. */
    public byte[] signature() {
        return Arrays.copyOfRange(bytes, bytes.length - SIGNATURE_BYTES, bytes.length);
    }

    /** Same bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NodeRecord record && Arrays.equals(bytes, record.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return name().orElse("-") + " " + id.brief() + " serial " + serial();
    }

    /** Collects the fields of a record. Not thread-safe. What is not set here is absent; keys, serial, boot id, issued, role and validity are required. */
    public static final class Builder {
        private final NodeRecordFields fields = new NodeRecordFields();

        private Builder() {}

        /** @param ed25519 identity key and @param x25519 link key, 32 bytes each, copied */
        public Builder keys(byte[] ed25519, byte[] x25519) {
            fields.identityKey = ed25519.clone();
            fields.linkKey = x25519.clone();
            return this;
        }

        /** @param serial 0 to 2^48 - 1, above every one used before */
        public Builder serial(long serial) {
            fields.serial = serial;
            return this;
        }

        /** @param bootId of this start of the node */
        public Builder bootId(long bootId) {
            fields.bootId = bootId;
            return this;
        }

        /** @param issued now and @param valid 1 s to 7 days */
        public Builder issued(Instant issued, Duration valid) {
            fields.issuedMs = issued.toEpochMilli();
            fields.validSeconds = valid.toSeconds();
            return this;
        }

        /** @param name 1 to 64 ASCII letters, digits, {@code -}, {@code _}, inner spaces */
        public Builder name(String name) {
            fields.name = name;
            return this;
        }

        /** @param role what the node is there for */
        public Builder role(Role role) {
            fields.role = role;
            return this;
        }

        /** @param capabilities bits of WIRE.md, section 2 */
        public Builder capabilities(long capabilities) {
            fields.capabilities = capabilities;
            return this;
        }

        /** @param addresses at most 8, each at most 255 ASCII characters; an empty list leaves the field away */
        public Builder addresses(List<URI> addresses) {
            fields.addresses = List.copyOf(addresses);
            return this;
        }

        /** @param attributes at most 512 bytes in their form on the wire; empty leaves the field away */
        public Builder attributes(SortedMap<String, String> attributes) {
            fields.attributes = NodeRecordFields.copy(attributes);
            return this;
        }

        /** @param tag 8 bytes, copied */
        public Builder clusterTag(byte[] tag) {
            fields.clusterTag = tag.clone();
            return this;
        }

        /** @param key 32 bytes, copied */
        public Builder dhtSlotKey(byte[] key) {
            fields.dhtSlotKey = key.clone();
            return this;
        }

        /**
         * Writes the record and has it signed.
         *
         * @param signer gets everything before the signature (it puts the context in front itself) and returns 64 bytes
         * @throws IllegalArgumentException if a field is missing or breaks the format
         */
        public NodeRecord sign(UnaryOperator<byte[]> signer) {
            var unsigned = NodeRecordWriter.write(fields);
            var signature = signer.apply(unsigned.clone());
            if (signature.length != SIGNATURE_BYTES) {
                throw new IllegalArgumentException("a signature has 64 bytes, got " + signature.length);
            }
            var whole = Arrays.copyOf(unsigned, unsigned.length + SIGNATURE_BYTES);
            System.arraycopy(signature, 0, whole, unsigned.length, SIGNATURE_BYTES);
            try {
                return NodeRecord.parse(whole);
            } catch (BadRecordException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }
}
