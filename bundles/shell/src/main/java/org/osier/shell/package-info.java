/** The shell of a node: one set of commands, offered to Gogo here and to the command line in {@code socket}. */
@NullMarked
package org.osier.shell;

import org.jspecify.annotations.NullMarked;
