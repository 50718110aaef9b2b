/** What the console of a node shows without being asked: the start screen, then what happens to peers. */
@NullMarked
package org.osier.shell.console;

import org.jspecify.annotations.NullMarked;
