/** What links take on the heap. */
@NullMarked
package org.osier.bench.heap;

import org.jspecify.annotations.NullMarked;
