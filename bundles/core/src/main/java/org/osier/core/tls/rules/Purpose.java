package org.osier.core.tls.rules;

/** What a certificate for TLS is used for by who shows it (RFC 5280, section 4.2.1.12). */
public enum Purpose {
    SERVER("1.3.6.1.5.5.7.3.1"),
    CLIENT("1.3.6.1.5.5.7.3.2");

    private final String extendedKeyUsage;

    Purpose(String extendedKeyUsage) {
        this.extendedKeyUsage = extendedKeyUsage;
    }

    /** Its object identifier. */
    public String extendedKeyUsage() {
        return extendedKeyUsage;
    }
}
