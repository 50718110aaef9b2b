package org.osier.launcher;

/** What a node may call itself: 1 to 64 ASCII letters, digits, {@code -}, {@code _} and inner spaces (WIRE.md, 7). */
final class Names {
    private static final int LONGEST = 64;

    private Names() {}

    static String check(String name) throws WrongUseException {
        if (name.isEmpty() || name.length() > LONGEST || name.startsWith(" ") || name.endsWith(" ")) throw wrong(name);
        for (int i = 0; i < name.length(); i++) {
            if (!allowed(name.charAt(i))) throw wrong(name);
        }
        return name;
    }

    private static boolean allowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == ' ';
    }

    private static WrongUseException wrong(String name) {
        return new WrongUseException(
                "--name '" + name + "': a name has 1 to 64 ASCII letters, digits, -, _ or inner spaces");
    }
}
