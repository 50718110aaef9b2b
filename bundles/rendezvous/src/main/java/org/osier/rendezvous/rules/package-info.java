/** What is asked, what is kept, for how long, and who has to give way. No I/O. */
@NullMarked
package org.osier.rendezvous.rules;

import org.jspecify.annotations.NullMarked;
