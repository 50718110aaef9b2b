/** Round trips. */
@NullMarked
package org.osier.bench.trip;

import org.jspecify.annotations.NullMarked;
