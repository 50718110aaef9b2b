/** Whose turn it is and for whom there is room: pure. */
@NullMarked
package org.osier.dispatcher.rules;

import org.jspecify.annotations.NullMarked;
