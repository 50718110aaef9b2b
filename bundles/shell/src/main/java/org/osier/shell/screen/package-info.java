/** What every screen is made of: lines of at most 100 columns, tables, units, colours, JSON documents. */
@NullMarked
package org.osier.shell.screen;

import org.jspecify.annotations.NullMarked;
