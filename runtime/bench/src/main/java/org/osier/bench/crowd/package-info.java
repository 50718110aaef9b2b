/** One node with very many links. */
@NullMarked
package org.osier.bench.crowd;

import org.jspecify.annotations.NullMarked;
