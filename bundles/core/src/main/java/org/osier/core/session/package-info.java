/** The lasting conversation with one peer: the lock around the pure rules, and the hands that do what they decide. */
@NullMarked
package org.osier.core.session;

import org.jspecify.annotations.NullMarked;
