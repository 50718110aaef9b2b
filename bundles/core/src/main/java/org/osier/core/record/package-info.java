/** Node records (WIRE.md, section 7): signing our own under rising serials, judging those of others. */
@NullMarked
package org.osier.core.record;

import org.jspecify.annotations.NullMarked;
