/** Strangers who knock without end, and a node that goes on. */
@NullMarked
package org.osier.bench.flood;

import org.jspecify.annotations.NullMarked;
