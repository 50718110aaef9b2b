/** Who belongs to the cluster, and who says so. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.trust;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
