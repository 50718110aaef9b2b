/** Files that outlast a crash. */
@NullMarked
package org.osier.parts.file;

import org.jspecify.annotations.NullMarked;
