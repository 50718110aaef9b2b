/** Keeps sealed records over HTTP, for nodes that look for each other; it can open none of them. */
@NullMarked
package org.osier.rendezvous;

import org.jspecify.annotations.NullMarked;
