/** What lies in the watched folders of a home and does not run: the file installer of the framework says little of it. */
@NullMarked
package org.osier.shell.deploy;

import org.jspecify.annotations.NullMarked;
