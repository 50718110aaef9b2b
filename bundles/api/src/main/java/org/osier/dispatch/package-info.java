/** How packets reach intent handlers, and what a handler sees. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.dispatch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
