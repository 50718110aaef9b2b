package org.osier.transport.websocket;

/** The close codes that this transport sends by itself (RFC 6455, section 7.4.1); Jetty adds 1001, 1002 and 1009. */
final class CloseCode {
    /** Whoever uses the connection has closed it; everything was sent. */
    static final int NORMAL = 1000;

    /** The other end's process or its bundle goes. */
    static final int GOING_AWAY = 1001;

    /** Text, which is nothing of ours. */
    static final int UNACCEPTABLE = 1003;

    /** Closed without any code. */
    static final int NONE = 1005;

    /** A message of no bytes. */
    static final int POLICY = 1008;

    /** A message that is too long. */
    static final int TOO_LARGE = 1009;

    /** A bug at our end. */
    static final int FAULT = 1011;

    private CloseCode() {}
}
