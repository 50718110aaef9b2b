/** One class for each command, what they share, and the runner that both adapters call. */
@NullMarked
package org.osier.shell.commands;

import org.jspecify.annotations.NullMarked;
