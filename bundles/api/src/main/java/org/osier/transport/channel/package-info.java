/**
 * For a transport over byte channels or streams: sockets of any kind, serial lines, pipes, tunnels. Whoever writes one says
 * what its addresses mean and how a channel is opened ({@link org.osier.transport.channel.Opener}); everything that
 * {@link org.osier.transport.Connection} and {@link org.osier.transport.Receiver} promise beyond that is kept here, by
 * {@link org.osier.transport.channel.Wires}. No transport has to use it.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.transport.channel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
