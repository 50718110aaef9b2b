/** Messages one way. */
@NullMarked
package org.osier.bench.flow;

import org.jspecify.annotations.NullMarked;
