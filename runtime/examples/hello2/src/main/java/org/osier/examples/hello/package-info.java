/** The second version of the handler of the README. */
@NullMarked
package org.osier.examples.hello;

import org.jspecify.annotations.NullMarked;
