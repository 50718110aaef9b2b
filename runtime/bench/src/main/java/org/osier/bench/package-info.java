/** Benchmarks: ratios of Osier to what the machine can do without it, measured in the same run. */
@NullMarked
package org.osier.bench;

import org.jspecify.annotations.NullMarked;
