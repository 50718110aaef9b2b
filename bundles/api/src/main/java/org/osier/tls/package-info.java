/** TLS for transports that need it, from the node's own identity. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.tls;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
