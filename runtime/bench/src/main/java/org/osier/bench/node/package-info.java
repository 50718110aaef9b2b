/** Osier's node inside a JVM of the bench, without OSGi. */
@NullMarked
package org.osier.bench.node;

import org.jspecify.annotations.NullMarked;
