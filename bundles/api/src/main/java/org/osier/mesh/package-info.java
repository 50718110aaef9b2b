/** What applications use: peers, send, request, and frames of their own. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.mesh;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
