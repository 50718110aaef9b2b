/** What a link may do when: pure. */
@NullMarked
package org.osier.core.link.rules;

import org.jspecify.annotations.NullMarked;
