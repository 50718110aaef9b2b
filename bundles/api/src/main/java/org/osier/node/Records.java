package org.osier.node;

import org.osgi.annotation.versioning.ProviderType;

/** Checks records that came from anywhere. A service of the node. Any thread, never blocks. */
@ProviderType
public interface Records {
    /**
     * Parses a record and checks its signature, its keys and its times. One with the node's own key that the node did not
     * sign shows that its identity is in use elsewhere: the node notes that, says so, and publishes its own record anew
     * (WIRE.md, section 7). Whoever is brought a record of ourselves has it verified for that, and does not use it.
     *
     * @param bytes one whole record, copied
     * @return the record; it is what its signer said, which is not yet that it is true
     * @throws BadRecordException if form, key or signature are wrong, it has expired, or it was issued more than 60 s
     *     in the future (OSIER-104); a retry makes sense only for the last
     */
    NodeRecord verify(byte[] bytes) throws BadRecordException;
}
