/** The UEPS packet as a pure value (WIRE.md, section 6): strict reading, exact writing, the MAC comes in as a function. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.ueps;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
