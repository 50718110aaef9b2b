/** A connection over which both ends proved who they are: frames, priorities, the writer that batches by itself. */
@NullMarked
package org.osier.core.link;

import org.jspecify.annotations.NullMarked;
