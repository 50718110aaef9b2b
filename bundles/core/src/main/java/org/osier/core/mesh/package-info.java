/** What applications call: messages out, answers back, and what arrived handed to the dispatcher. */
@NullMarked
package org.osier.core.mesh;

import org.jspecify.annotations.NullMarked;
