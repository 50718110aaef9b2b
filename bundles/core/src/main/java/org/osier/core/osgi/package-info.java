/** The thin shell: the node as a component of the framework. */
@NullMarked
package org.osier.core.osgi;

import org.jspecify.annotations.NullMarked;
