package org.osier.launcher.demo;

/**
 * What the receiving handler counted.
 *
 * @param delivered different messages
 * @param doubled arrivals of messages that had come before
 * @param disordered messages that came after a later one
 * @param longestPauseMs between two messages
 */
record Arrived(long delivered, long doubled, long disordered, long longestPauseMs) {
    /** {@code 10,000 delivered, 0 lost, 0 twice}, checked against what was sent. */
    String of(long sent) throws DemoException {
        var text = Screen.count(delivered) + " delivered, " + Screen.count(sent - delivered) + " lost, "
                + Screen.count(doubled) + " twice";
        if (delivered == sent && doubled == 0 && disordered == 0) return text;
        throw DemoException.failed(
                Screen.count(sent) + " sent, " + text + ", " + Screen.count(disordered) + " out of order");
    }
}
