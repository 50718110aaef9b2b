/** Tells who asks whom this node knows (WIRE.md, section 11), and asks others for it: the hands of the crawl. */
@NullMarked
package org.osier.membership.crawl;

import org.jspecify.annotations.NullMarked;
