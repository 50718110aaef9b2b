/** Puts a bad network between two nodes: around another transport, for tests and game days. */
@NullMarked
package org.osier.transport.emulator;

import org.jspecify.annotations.NullMarked;
