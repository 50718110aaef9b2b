/** The two JVMs of a bench, and how they are asked. */
@NullMarked
package org.osier.bench.jvm;

import org.jspecify.annotations.NullMarked;
