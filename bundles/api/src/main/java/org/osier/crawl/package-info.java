/** Asks nodes for the nodes that they know, and those again: what a cluster looks like from here. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.crawl;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
