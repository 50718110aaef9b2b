/** How bytes reach an address. A transport knows no frames, no peers and no cryptography. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
