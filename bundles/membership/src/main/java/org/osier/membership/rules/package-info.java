/** Which records count, and what is said about them to whom: without a socket, a clock or a thread. */
@NullMarked
package org.osier.membership.rules;

import org.jspecify.annotations.NullMarked;
