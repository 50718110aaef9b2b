/** How nodes get into a cluster, and who lets them in. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.trust;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
