package org.osier.launcher.demo;

import java.io.IOException;

/** One thing that the demo shows. */
interface Step {
    /**
     * Does it, checks it and prints what came of it. Every wait in it has a limit.
     *
     * @throws DemoException if it did not hold
     */
    void run(Trio nodes, Screen screen) throws IOException, InterruptedException, DemoException;
}
