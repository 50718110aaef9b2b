/** The session with one peer: order, windows, acknowledgements, resuming (WIRE.md, section 4); pure. */
@NullMarked
package org.osier.core.session.rules;

import org.jspecify.annotations.NullMarked;
