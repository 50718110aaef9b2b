/** Who may be a peer. Asked after the handshake proved the identity. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.admission;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
