/** How long the distribution takes to start, with and without our bundles. */
@NullMarked
package org.osier.bench.start;

import org.jspecify.annotations.NullMarked;
