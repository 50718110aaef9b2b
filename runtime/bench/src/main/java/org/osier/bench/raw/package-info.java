/** The raw limit: what NIO alone takes for the same bytes. */
@NullMarked
package org.osier.bench.raw;

import org.jspecify.annotations.NullMarked;
